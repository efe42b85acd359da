/** Cancelling a job. Where that would cost more than a moment's work it asks first, in the row of the job, and offers to keep what can be kept. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Job } from '../../model/job';
import { cancelJob } from '../state/effects';
import { countText } from '../ui/words';
import { cancelCost, isOver } from './jobWords';

/** `cancel` is for the button that has the ref, `question` for its place beneath. */
export function useCancel(job: Job) {
  const [isAsking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const cancel = () => (cancelCost(job) === null ? cancelJob(job.id) : setAsking(true));
  const question =
    isAsking && !isOver(job) ? (
      <Question job={job} button={button} onAnswered={() => setAsking(false)} />
    ) : null;
  return { cancel, button, question };
}

interface QuestionProps {
  job: Job;
  /** What asked; gets the focus back. */
  button: RefObject<HTMLButtonElement | null>;
  onAnswered(): void;
}

function Question({ job, button, onAnswered }: QuestionProps) {
  const { kept = 0 } = job.progress;
  const [says] = useState(() => cancelCost(job));
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const answer = (act: () => void) => {
    act();
    button.current?.focus();
    onAnswered();
  };
  return (
    <section className="job-question" aria-label={`Cancel: ${job.title}`}>
      <p role="alert">{says}</p>
      <div className="group">
        <button type="button" className="button framed" ref={first} onClick={() => answer(() => undefined)}>
          Don’t cancel
        </button>
        {kept > 0 ? (
          <button
            type="button"
            className="button framed"
            onClick={() => answer(() => cancelJob(job.id, { isKeeping: true }))}
          >
            Cancel, keep {countText(kept, 'frame')}
          </button>
        ) : null}
        <button type="button" className="button framed" onClick={() => answer(() => cancelJob(job.id))}>
          {kept > 0 ? 'Cancel and delete' : 'Cancel'}
        </button>
      </div>
    </section>
  );
}
