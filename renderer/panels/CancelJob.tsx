/** Cancelling a job. Where that would cost more than a moment's work it asks first, in the row of the job, and offers to keep what can be kept. */
import { type RefObject, useRef, useState } from 'react';
import type { Job } from '../../model/job';
import { cancelJob } from '../state/effects';
import { countText } from '../ui/words';
import { JobQuestion } from './JobQuestion';
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

function Question({ job, ...asked }: QuestionProps) {
  const { kept = 0 } = job.progress;
  const [says] = useState(() => cancelCost(job));
  const keep = {
    text: `Cancel, keep ${countText(kept, 'frame')}`,
    act: () => cancelJob(job.id, { isKeeping: true }),
  };
  const answers = [
    { text: 'Don’t cancel', act: () => undefined },
    ...(kept > 0 ? [keep] : []),
    { text: kept > 0 ? 'Cancel and delete' : 'Cancel', act: () => cancelJob(job.id) },
  ];
  return <JobQuestion label={`Cancel: ${job.title}`} says={says} answers={answers} {...asked} />;
}
