/** One job: what, how far, how long still; pause, order and cancel while it is not over, its files when it is done. */
import { ArrowDown, ArrowUp, FolderSearch, Pause, Play, X } from 'lucide-react';
import { type MouseEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import type { Job } from '../../model/job';
import { moveJob, pauseJob, resumeJob, revealFile } from '../state/effects';
import { useWorkspace } from '../state/store';
import { CopyButton } from '../ui/CopyButton';
import { ProblemText } from '../ui/ProblemText';
import { Progress } from '../ui/Progress';
import { useCancel } from './CancelJob';
import { isOver, jobFiles, jobNotices, jobShare, jobText } from './jobWords';
import { useKept } from './KeptJob';

export function JobRow({ job }: { job: Job }) {
  const { cancel, button, question } = useCancel(job);
  const kept = useKept(job);
  return (
    <li className={`job ${job.state}`}>
      <div className="job-head">
        <span className="job-title" title={job.title}>
          {job.title}
        </span>
        {isOver(job) ? null : <JobButtons job={job} cancelButton={button} onCancel={cancel} />}
        {kept.buttons}
      </div>
      {isOver(job) ? null : <Progress label={job.title} share={jobShare(job)} />}
      <p className="unit">{jobText(job)}</p>
      {question ?? kept.question}
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

function OrderButtons({ job: { id, title, kind, turn } }: { job: Job }) {
  const isLast = useWorkspace(
    ({ engine }) => !engine.jobs.some((job) => job.kind === kind && (job.turn ?? -1) > (turn ?? 0)),
  );
  const pressed = useRef<HTMLButtonElement | null>(null);
  // A row that moves takes its buttons out of the page for a moment, and the focus with them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the row has moved
  useEffect(() => {
    if (document.activeElement === document.body) pressed.current?.focus();
    pressed.current = null;
  }, [turn]);
  const move = (by: -1 | 1) => (event: MouseEvent<HTMLButtonElement>) => {
    pressed.current = event.currentTarget;
    moveJob(id, by);
  };
  return (
    <>
      <OrderButton name="Earlier" title={title} isAtEnd={turn === 0} onClick={move(-1)}>
        <ArrowUp />
      </OrderButton>
      <OrderButton name="Later" title={title} isAtEnd={isLast} onClick={move(1)}>
        <ArrowDown />
      </OrderButton>
    </>
  );
}

interface OrderButtonProps {
  name: string;
  title: string;
  isAtEnd: boolean;
  onClick(event: MouseEvent<HTMLButtonElement>): void;
  children: ReactNode;
}

/** At its end of the line it only says that it is off: disabled, it would drop the focus of who pressed it last. */
function OrderButton({ name, title, isAtEnd, onClick, children }: OrderButtonProps) {
  return (
    <button
      type="button"
      className="button"
      aria-label={`${name}: ${title}`}
      title={name}
      aria-disabled={isAtEnd}
      onClick={isAtEnd ? undefined : onClick}
    >
      {children}
    </button>
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
