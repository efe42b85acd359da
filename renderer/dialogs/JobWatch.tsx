/** What came of a dialog's order, in the dialog itself: why it could not be started, or its progress and its files. */
import { useEffect } from 'react';
import { JobRow } from '../panels/JobRow';
import { type Ordered, unwatchJob } from '../state/effects';
import { useWorkspace } from '../state/store';
import { ProblemText } from '../ui/ProblemText';

export function JobWatch({ ordered }: { ordered: Ordered | null }) {
  if (ordered === null) return null;
  if ('problem' in ordered) return <ProblemText problem={ordered.problem} />;
  return <Watch jobId={ordered.jobId} />;
}

function Watch({ jobId }: { jobId: string }) {
  const job = useWorkspace(({ engine }) => engine.jobs.find(({ id }) => id === jobId));
  useEffect(() => () => unwatchJob(jobId), [jobId]);
  if (!job) return null;
  return (
    <ul className="job-watch" aria-label="Progress">
      <JobRow job={job} />
    </ul>
  );
}
