/** What came of a dialog's order, in the dialog itself: its progress and its files. */
import { useEffect } from 'react';
import { JobRow } from '../panels/JobRow';
import { unwatchJob } from '../state/effects';
import { useWorkspace } from '../state/store';

export function JobWatch({ jobId }: { jobId: string }) {
  const job = useWorkspace(({ engine }) => engine.jobs.find(({ id }) => id === jobId));
  useEffect(() => () => unwatchJob(jobId), [jobId]);
  if (!job) return null;
  return (
    <ul className="job-watch" aria-label="Progress">
      <JobRow job={job} />
    </ul>
  );
}
