/** Long work with progress and cancel, and the one stream of events that tells about it. */
import type { Analysis } from './analysis';
import type { Clip } from './clip';
import type { Problem } from './errors';

export interface JobProgress {
  /** Frames (or files) done and to do; `total` is null where nobody can know. */
  done: number;
  total: number | null;
  fps: number | null;
  secsLeft: number | null;
  /**
   * Pictures that are safe on the disk, from which the same render goes on later; of a cancelled or failed job, those that were kept, until another job
   * takes them over or they are found to be gone. Left out where none can be.
   */
  kept?: number;
  /** What is being done where it is not the work itself: "joining the segments". */
  phase?: string;
}

export interface Job {
  id: string;
  kind: 'render' | 'stills' | 'analysis';
  title: string;
  /** 'paused': halted where it is, or held back before it began; others may run meanwhile. 'queued': waits to begin, or to go on. */
  state: 'queued' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled';
  /** True where it ended because its engine did, before this one began; then its `state` is 'cancelled'. */
  wasInterrupted?: boolean;
  /** How many that wait for the same kind of work come before it; null where it does not wait. */
  turn: number | null;
  /** True once its work has run: paused or queued, it then stands where its progress says. */
  hasBegun: boolean;
  /** Why it cannot be paused once it runs; null where it can. */
  cannotPause: string | null;
  progress: JobProgress;
  /** Set when `state` is 'failed'. */
  problem: Problem | null;
  /** Set when `state` is 'done'; its shape follows from `kind` (RenderResult, StillsResult, AnalysisResult). */
  result: unknown;
}

/** What a running job is given: when to stop, when to halt, and whom to tell how far it is. */
export interface JobTask {
  signal: AbortSignal;
  /** Left out where nobody can halt it. */
  halt?: Halt;
  /** True when it is stopped by the end of the engine, or by a user who wants to continue it: what is finished stays. */
  isKeeping?(): boolean;
  onProgress(progress: JobProgress): void;
}

/** Whether work is to halt where it stands. */
export interface Halt {
  readonly isOn: boolean;
  /** Hears every change. Returns the function that stops listening. */
  subscribe(listener: (isOn: boolean) => void): () => void;
}

export interface AnalysisResult {
  clipId: string;
  /** Wall time of the analysis, of the earlier one where that was kept. */
  seconds: number;
  /** True where an earlier one was taken. */
  wasKept: boolean;
  /** Only of a span, which is not kept; that of a whole clip is asked for by getAnalysis. */
  analysis?: Analysis;
}

export interface RenderResult {
  frames: number;
  /** At a variable rate, the one that was settled for the clip: no picture has to keep to it. */
  rate: { n: number; d: number };
  isConstantRate: boolean;
  /** Wall time of the render. */
  seconds: number;
  fps: number;
  out: string;
  /** The tables of source fields, of fields without a partner and of those left out. Empty: not asked for, or they could not be written (a notice says why). */
  tables: string[];
  /** Pictures that were there already from an interrupted render. */
  continuedFrom: number;
  /** What could not be carried over, how it was joined, and why. Sentences. */
  notices: string[];
}

/** How many renders run at once. */
export interface RenderPlaces {
  places: number;
  /** From the number of processors; in force unless something else was chosen. */
  suggested: number;
  /** One for each processor. */
  most: number;
}

/** One line of the events stream. `alive` is sent every few seconds so that a dead reader is noticed. */
export type EngineEvent =
  | { type: 'job'; job: Job }
  | { type: 'clip'; clip: Clip }
  | { type: 'command'; command: RanCommand }
  | { type: 'alive' };

/** An ffmpeg command that was run, for the list of recent commands. */
export interface RanCommand {
  id: number;
  /** As a line that a POSIX shell would run. */
  line: string;
  purpose: string;
  startedAt: string;
  /** Null while it runs. */
  millis: number | null;
  exitCode: number | null;
  /** Last lines of stderr where it failed. */
  tail: string;
}
