/** Long work with progress and cancel, and the one stream of events that tells about it. */
import type { Clip } from './clip';
import type { Problem } from './errors';

export interface JobProgress {
  /** Frames (or files) done and to do; `total` is null where nobody can know. */
  done: number;
  total: number | null;
  fps: number | null;
  secsLeft: number | null;
}

export interface Job {
  id: string;
  kind: 'render' | 'stills' | 'analysis';
  title: string;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  progress: JobProgress;
  /** Set when `state` is 'failed'. */
  problem: Problem | null;
  /** Set when `state` is 'done'; its shape follows from `kind` (RenderResult, StillsResult; an analysis is asked for by getAnalysis). */
  result: unknown;
}

/** What a running job is given: when to stop, and whom to tell how far it is. */
export interface JobTask {
  signal: AbortSignal;
  onProgress(progress: JobProgress): void;
}

export interface RenderResult {
  frames: number;
  rate: { n: number; d: number };
  /** Wall time of the render. */
  seconds: number;
  fps: number;
  out: string;
  /** What could not be carried over, and why. Sentences. */
  notices: string[];
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
