/** Jobs in the status line: how far the running one is, and the list of all of them in a popover. */
import { ListChecks } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { Job } from '../../model/job';
import { useWorkspace } from '../state/store';
import { Progress } from '../ui/Progress';
import { JobRow } from './JobRow';
import { isOver, jobShare } from './jobWords';

export function JobsButton() {
  const jobs = useWorkspace(({ engine }) => engine.jobs);
  if (jobs.length === 0) return null;
  const running = jobs.filter((job) => !isOver(job));
  return (
    <DialogTrigger>
      <Button className="button status-jobs" aria-label={`Jobs: ${running.length} running`}>
        <ListChecks />
        <JobsSummary running={running} total={jobs.length} />
      </Button>
      <Popover className="popover" placement="top end">
        <Dialog className="jobs" aria-label="Jobs">
          <ul className="scrolls">
            {[...jobs].reverse().map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function JobsSummary({ running, total }: { running: readonly Job[]; total: number }) {
  const [first] = running;
  if (!first) return <>{total === 1 ? '1 job done' : `${total} jobs done`}</>;
  const share = jobShare(first);
  return (
    <>
      {running.length > 1 ? `${running.length} jobs` : first.kind}{' '}
      {share === null ? '' : `${Math.floor(share * 100)} %`}
      <Progress label={first.title} share={share} />
    </>
  );
}
