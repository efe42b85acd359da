/** Progress on stderr: one line that is rewritten on a terminal, a plain line now and then elsewhere. */
import type { Job } from '../model/job';

export interface ProgressLine {
  show(job: Job): void;
}

const PLAIN_EVERY_MS = 2000;

export function createProgressLine(isQuiet: boolean, out: NodeJS.WriteStream = process.stderr): ProgressLine {
  let shownAt = 0;
  let last = '';
  const show = (job: Job) => {
    const text = formatProgress(job);
    const isOver = job.state !== 'running' && job.state !== 'queued';
    if (text === last && !isOver) return;
    if (out.isTTY) {
      out.write(`\r\x1b[K${text}${isOver ? '\n' : ''}`);
    } else if (isOver || Date.now() - shownAt > PLAIN_EVERY_MS) {
      out.write(`${text}\n`);
      shownAt = Date.now();
    }
    last = text;
  };
  return { show: isQuiet ? () => undefined : show };
}

/** "Render a.mkv: 42 %  420 of 1000  51.2 fps  0:11 left". */
export function formatProgress({ title, state, progress }: Job): string {
  const { done, total, fps, secsLeft } = progress;
  const isStarting = !total && done === 0;
  const parts = [
    total ? `${Math.min(100, Math.floor((100 * done) / total))} %` : '',
    total ? `${done} of ${total}` : isStarting ? '' : `${done}`,
    fps ? `${fps.toFixed(1)} fps` : '',
    secsLeft === null || state !== 'running' ? '' : `${formatSecs(secsLeft)} left`,
    state === 'running' ? (progress.phase ?? (isStarting ? 'starting' : '')) : state,
  ];
  return `${title}: ${parts.filter(Boolean).join('  ')}`;
}

function formatSecs(secs: number): string {
  const whole = Math.max(0, Math.round(secs));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
