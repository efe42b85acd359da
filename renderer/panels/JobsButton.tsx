/** Jobs in the status line: how far the running one is, and the list of all of them in a popover. */
import { ListChecks } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { Job } from '../../model/job';
import { useWorkspace } from '../state/store';
import { Progress } from '../ui/Progress';
import { JobRow } from './JobRow';
import { inOrder, isOver, jobShare, sayEnds } from './jobWords';
import { RenderPlacesChoice } from './RenderPlacesChoice';

export function JobsButton() {
  const jobs = useWorkspace(({ engine }) => engine.jobs);
  if (jobs.length === 0) return null;
  const running = jobs.filter((job) => !isOver(job));
  return (
    <DialogTrigger>
      <Button className="button status-jobs">
        <ListChecks aria-hidden />
        <span className="unseen">Jobs:</span>
        <JobsSummary running={running} over={jobs.filter(isOver)} />
      </Button>
      <Popover className="popover" placement="top end">
        <Dialog className="jobs" aria-label="Jobs">
          <ul className="scrolls">
            {inOrder(jobs).map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
          {jobs.some(({ kind }) => kind === 'render') ? <RenderPlacesChoice /> : null}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface JobsSummaryProps {
  running: readonly Job[];
  over: readonly Job[];
}

function JobsSummary({ running, over }: JobsSummaryProps) {
  const [first] = inOrder(running);
  if (!first) return <>{sayEnds(over)}</>;
  const share = jobShare(first);
  const paused = first.state === 'paused' ? ' paused' : '';
  return (
    <>
      {running.length > 1 ? `${running.length} jobs` : `${first.kind}${paused}`}
      {share === null ? ' ' : `${running.length > 1 ? ', first' : ''} ${Math.floor(share * 100)} %`}
      <Progress label={first.title} share={share} />
    </>
  );
}
