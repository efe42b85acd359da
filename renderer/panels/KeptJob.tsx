/** What an interrupted render has finished: it is gone on with, or deleted once that is confirmed. */
import { Play, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Job } from '../../model/job';
import { continueJob, dropKept } from '../state/effects';
import { countText } from '../ui/words';
import { JobQuestion } from './JobQuestion';
import { canContinue } from './jobWords';

/** `buttons` for the head of the row, `question` for its place beneath. */
export function useKept(job: Job) {
  const [isAsking, setAsking] = useState(false);
  const remove = useRef<HTMLButtonElement>(null);
  if (!canContinue(job)) return { buttons: null, question: null };
  const buttons = (
    <>
      <button
        type="button"
        className="button"
        title="Render the rest, from what is kept"
        onClick={() => continueJob(job.id)}
      >
        <Play />
        Continue
      </button>
      <button
        type="button"
        className="button"
        title="Delete what is kept"
        ref={remove}
        onClick={() => setAsking(true)}
      >
        <Trash2 />
        Remove
      </button>
    </>
  );
  const question = isAsking ? (
    <JobQuestion
      label={`Remove: ${job.title}`}
      says={`${countText(job.progress.kept ?? 0, 'finished frame')} would be deleted.`}
      answers={[
        { text: 'Keep them', act: () => undefined },
        { text: 'Delete them', act: () => dropKept(job.id) },
      ]}
      button={remove}
      onAnswered={() => setAsking(false)}
    />
  ) : null;
  return { buttons, question };
}
