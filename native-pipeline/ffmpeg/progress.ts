/** Reads what ffmpeg writes with `-progress`: blocks of key=value lines, each ended by a `progress=` line. Pure. */

export interface FfmpegProgress {
  /** Pictures written so far; 0 for a command without video. */
  frame: number;
  fps: number;
  /** Time reached in the output; null before the first packet. */
  outTimeSecs: number | null;
  /** Times real time; null where ffmpeg does not know. */
  speed: number | null;
  isLast: boolean;
}

/** A parser that keeps unfinished lines between chunks and returns the blocks that ended in this one. */
export function createProgressParser(): (chunk: string) => FfmpegProgress[] {
  let rest = '';
  let values: Record<string, string> = {};
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    const ended: FfmpegProgress[] = [];
    for (const line of lines) {
      const at = line.indexOf('=');
      if (at < 0) continue;
      const key = line.slice(0, at).trim();
      values[key] = line.slice(at + 1).trim();
      if (key !== 'progress') continue;
      ended.push(progressFromValues(values));
      values = {};
    }
    return ended;
  };
}

function progressFromValues(values: Record<string, string>): FfmpegProgress {
  // out_time_ms holds microseconds too (a bug kept for compatibility), so only out_time_us is read.
  const micros = readNumber(values.out_time_us);
  return {
    frame: readNumber(values.frame) ?? 0,
    fps: readNumber(values.fps) ?? 0,
    outTimeSecs: micros === null ? null : micros / 1e6,
    speed: readNumber(values.speed?.replace(/x$/, '')),
    isLast: values.progress === 'end',
  };
}

function readNumber(text: string | undefined): number | null {
  const value = Number.parseFloat(text ?? '');
  return Number.isFinite(value) ? value : null;
}
