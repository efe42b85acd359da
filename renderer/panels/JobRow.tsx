/** One job: what, how far, how long still; pause, order and cancel while it is not over, its files when it is done. */
import { ArrowDown, ArrowUp, FolderSearch, Pause, Play, X } from 'lucide-react';
import { type RefObject, useState } from 'react';
import type { Job } from '../../model/job';
import { continueJob, moveJob, pauseJob, resumeJob, revealFile } from '../state/effects';
import { CopyButton } from '../ui/CopyButton';
import { ProblemText } from '../ui/ProblemText';
import { Progress } from '../ui/Progress';
import { useCancel } from './CancelJob';
import { canContinue, isOver, jobFiles, jobNotices, jobShare, jobText } from './jobWords';

export function JobRow({ job }: { job: Job }) {
  const { cancel, button, question } = useCancel(job);
  return (
    <li className={`job ${job.state}`}>
      <div className="job-head">
        <span className="job-title" title={job.title}>
          {job.title}
        </span>
        {isOver(job) ? null : <JobButtons job={job} cancelButton={button} onCancel={cancel} />}
        {canContinue(job) ? (
          <button
            type="button"
            className="button"
            title="Render the rest, from what is kept"
            onClick={() => continueJob(job.id)}
          >
            <Play />
            Continue
          </button>
        ) : null}
      </div>
      {isOver(job) ? null : <Progress label={job.title} share={jobShare(job)} />}
      <p className="unit">{jobText(job)}</p>
      {question}
      {job.problem ? <ProblemText problem={job.problem} /> : null}
      {jobNotices(job).map((notice) => (
        <p key={notice} className="quiet">
          {notice}
        </p>
      ))}
      <JobFiles files={jobFiles(job)} />
    </li>
  );
}

interface JobButtonsProps {
  job: Job;
  cancelButton: RefObject<HTMLButtonElement | null>;
  onCancel(): void;
}

function JobButtons({ job, cancelButton, onCancel }: JobButtonsProps) {
  return (
    <span className="group">
      {job.turn === null ? null : <OrderButtons job={job} />}
      <PauseButton job={job} />
      <button type="button" className="button" ref={cancelButton} onClick={onCancel}>
        <X />
        Cancel
      </button>
    </span>
  );
}

function OrderButtons({ job: { id, title, turn } }: { job: Job }) {
  return (
    <>
      <button
        type="button"
        className="button"
        aria-label={`Earlier: ${title}`}
        title="Earlier"
        disabled={turn === 0}
        onClick={() => moveJob(id, -1)}
      >
        <ArrowUp />
      </button>
      <button
        type="button"
        className="button"
        aria-label={`Later: ${title}`}
        title="Later"
        onClick={() => moveJob(id, 1)}
      >
        <ArrowDown />
      </button>
    </>
  );
}

/** Work that has begun and cannot be halted says why. */
function PauseButton({ job: { id, state, hasBegun, cannotPause } }: { job: Job }) {
  if (state === 'paused')
    return (
      <button type="button" className="button" onClick={() => resumeJob(id)}>
        <Play />
        Go on
      </button>
    );
  const why = hasBegun ? cannotPause : null;
  return (
    <button
      type="button"
      className="button"
      disabled={why !== null}
      title={why ?? undefined}
      onClick={() => pauseJob(id)}
    >
      <Pause />
      Pause
    </button>
  );
}

/** Names first: paths of one folder, cut to the dialog's width, would all look alike. A window of a hundred stills scrolls. */
export function JobFiles({ files }: { files: readonly string[] }) {
  const [first] = files;
  if (first === undefined) return null;
  return (
    <div className="job-files">
      <ul className="scrolls">
        {files.map((path) => (
          <li key={path} className="path selectable" title={path}>
            {nameOf(path)}
          </li>
        ))}
      </ul>
      <p className="path unit" title={first}>
        in {first.slice(0, -nameOf(first).length - 1)}
      </p>
      <div className="group">
        <RevealButton path={first} />
        <CopyButton text={files.join('\n')} what={files.length === 1 ? 'path' : 'paths'} />
      </div>
    </div>
  );
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** Not every shell has a file manager; the button then says so once and stays. */
function RevealButton({ path }: { path: string }) {
  const [isRefused, setRefused] = useState(false);
  const reveal = () => void revealFile(path).then((isShown) => setRefused(!isShown));
  return (
    <button type="button" className="button" disabled={isRefused} onClick={reveal}>
      <FolderSearch />
      {isRefused ? 'Only in the desktop app' : 'Show in folder'}
    </button>
  );
}
