/** What went wrong, or was lost, and is still to be read: title, what happened, what to try; the window goes on beneath. */
import { CircleAlert, Info, Undo2, Unplug, X } from 'lucide-react';
import { runCommand } from '../state/commands';
import { shellKind } from '../state/effects';
import { dispatch, useWorkspace } from '../state/store';
import type { RaisedProblem } from '../state/workspace';
import { CopyButton } from '../ui/CopyButton';
import { hintText } from '../ui/words';
import { AWAY, REFUSED } from './connectionWords';
import { lossWords } from './overrideWords';

export function Notices() {
  const problems = useWorkspace(({ engine }) => engine.problems);
  return (
    <div className="notices" role="log" aria-label="Notices" aria-live="assertive">
      <ConnectionNotice />
      <LossNotice />
      {problems.map((problem) => (
        <Notice key={problem.id} problem={problem} />
      ))}
    </div>
  );
}

/** Stays until the engine is back: nobody can dismiss that. */
function ConnectionNotice() {
  const connection = useWorkspace(({ engine }) => engine.connection);
  const hasClip = useWorkspace(({ project }) => project.a !== null);
  const words = connection === 'away' ? AWAY : connection === 'refused' && hasClip ? REFUSED : null;
  if (!words) return null;
  return (
    <article className="notice" aria-label={words.title}>
      <Unplug role="img" aria-label="Problem" className="notice-icon" />
      <div className="notice-text selectable">
        <h3>{words.title}</h3>
        <p>{words.detail}</p>
        <p className="quiet">{typeof words.hint === 'string' ? words.hint : words.hint[shellKind()]}</p>
      </div>
    </article>
  );
}

/** Until something else is changed: then undo would take that back. */
function LossNotice() {
  const lost = useWorkspace(({ session }) => session.lost);
  if (!lost) return null;
  const { title, detail } = lossWords(lost);
  return (
    <article className="notice" aria-label={title}>
      <Info role="img" aria-label="Notice" className="notice-icon told" />
      <div className="notice-text">
        <h3>{title}</h3>
        <p>{detail}</p>
      </div>
      <div className="notice-actions">
        <button
          type="button"
          className="button icon"
          aria-label="Dismiss"
          onClick={() => dispatch({ type: 'loss/dismissed' })}
        >
          <X />
        </button>
      </div>
      <div className="notice-foot">
        <button type="button" className="button" onClick={() => runCommand('edit.undo')}>
          <Undo2 />
          Undo
        </button>
      </div>
    </article>
  );
}

function Notice({ problem }: { problem: RaisedProblem }) {
  const { id, title, detail, hint, place } = problem;
  return (
    <article className="notice" aria-label={title}>
      <CircleAlert role="img" aria-label="Problem" className="notice-icon" />
      <div className="notice-text selectable">
        {place ? <p className="unit">{place}</p> : null}
        <h3>{title}</h3>
        <p>{detail}</p>
        {hint ? <p className="quiet">{hintText(hint)}</p> : null}
      </div>
      <div className="notice-actions">
        <button
          type="button"
          className="button icon"
          aria-label="Dismiss"
          onClick={() => dispatch({ type: 'problem/dismissed', id })}
        >
          <X />
        </button>
      </div>
      <div className="notice-foot">
        <CopyButton text={reportOf(problem)} what="details" isNamed />
      </div>
    </article>
  );
}

/** What somebody who is to help needs to read. */
function reportOf({ code, title, detail, hint, place }: RaisedProblem): string {
  return [`${title} (${code})`, place, detail, hint].filter(Boolean).join('\n');
}
