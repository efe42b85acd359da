/** The job that a dialog started: its progress and its files, in the dialog itself. */

import { JobRow } from '../panels/JobRow';
import { useWorkspace } from '../state/store';

export function JobWatch({ jobId }: { jobId: string | null }) {
  const job = useWorkspace(({ engine }) => engine.jobs.find(({ id }) => id === jobId));
  if (!job) return null;
  return (
    <ul className="job-watch" aria-label="Progress">
      <JobRow job={job} />
    </ul>
  );
}
