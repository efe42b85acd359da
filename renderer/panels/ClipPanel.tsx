/** The left panel: the clip of each side, what the file claims and what is believed about it. */
import { TriangleAlert } from 'lucide-react';
import type { Clip } from '../../model/clip';
import { useWorkspace } from '../state/store';
import type { SideName } from '../state/workspace';
import { CommandButton } from '../ui/CommandButton';
import { Analysis } from './Analysis';
import { AnalysisFound } from './AnalysisFound';
import { ClipAccessRow } from './ClipAccessRow';
import { ClipFacts } from './ClipFacts';
import { Findings } from './Findings';
import { Thumbnail } from './Thumbnail';

export function ClipPanel() {
  const a = useWorkspace(({ project }) => project.a?.clipId ?? null);
  const b = useWorkspace(({ project }) => project.b?.clipId ?? null);
  return (
    <aside className="panel left scrolls" aria-label="Clips">
      {a === null ? <NoClip /> : <ClipSection clipId={a} sides={b === a ? ['a', 'b'] : ['a']} />}
      {b !== null && b !== a ? <ClipSection clipId={b} sides={['b']} /> : null}
    </aside>
  );
}

function NoClip() {
  return (
    <div className="panel-empty">
      <p className="quiet">Nothing is open yet.</p>
      <CommandButton command="file.open" label="Open a clip" className="framed" />
    </div>
  );
}

function ClipSection({ clipId, sides }: { clipId: string; sides: readonly SideName[] }) {
  const clip = useWorkspace(({ engine }) => engine.clips[clipId]);
  if (!clip) return null;
  return (
    <section className="clip" aria-labelledby={`clip-${sides[0]}`}>
      <header>
        <Thumbnail clip={clip} />
        <div className="clip-title">
          <h2 id={`clip-${sides[0]}`} className="clip-name selectable" title={clip.name}>
            {clip.name}
          </h2>
          <p className="path" title={clip.path}>
            {clip.path}
          </p>
          <p className="badges">
            {sides.map((side) => (
              <span key={side} className="badge" title={`Shown on side ${side.toUpperCase()}`}>
                {side.toUpperCase()}
              </span>
            ))}
          </p>
        </div>
      </header>
      <Notices clip={clip} />
      {clip.kind === 'still' ? null : <Analysis clip={clip} />}
      <ClipFacts clip={clip} />
      <ClipAccessRow clip={clip} />
      <Findings clip={clip} />
      <AnalysisFound clip={clip} />
    </section>
  );
}

function Notices({ clip }: { clip: Clip }) {
  if (clip.notices.length === 0) return null;
  return (
    <ul className="clip-notices" aria-label="Worth knowing">
      {clip.notices.map((sentence) => (
        <li key={sentence} className="remark warning">
          <TriangleAlert role="img" aria-label="Note" />
          <span className="selectable">{sentence}</span>
        </li>
      ))}
    </ul>
  );
}
