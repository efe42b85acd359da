/** Looks at all pictures of a clip (or a span) once, and says what they show. */
import type { Analysis } from '../../model/analysis';
import type { JobTask } from '../../model/job';
import type { Span } from '../../model/time';
import type { OpenClip } from '../clips/catalog';
import type { Tools } from '../ffmpeg/tools';
import { createCadence } from './cadence/cadence';
import { createLooks } from './looks';
import { readFrames } from './pass';

/** Counts up when the method changes, so that what an older one found is made anew. */
export const ANALYSIS_VERSION = 11;

/** Null span: the whole clip. Throws cancelled, and what ffmpeg's failure means. */
export async function analyseClip(
  open: OpenClip,
  tools: Pick<Tools, 'ffmpeg'>,
  span: Span | null,
  task: JobTask,
): Promise<Analysis> {
  const startedAt = performance.now();
  const { clip } = open;
  const wanted = span ?? { from: 0, to: open.index?.table.count ?? clip.frames ?? 0 };
  const looks = createLooks({ clip, span: wanted });
  const cadence = createCadence({ clip, table: open.index?.table ?? null, span: wanted });
  const tell = progressTeller(task, wanted.to - wanted.from);
  await readFrames(open, tools, {
    ...{ span: wanted, isPart: span !== null, signal: task.signal, fullPictures: looks.fullPictures },
    take: (frame) => {
      cadence.push(frame);
      looks.push(frame);
      tell(frame.number + 1);
    },
  });
  const { records, ...found } = cadence.finish();
  const seen = { from: wanted.from, to: wanted.from + records.count };
  const looked = looks.finish(found, records);
  return {
    ...{ version: ANALYSIS_VERSION, clipId: clip.id, span: seen, ...found, ...looked },
    notices: [...found.notices, ...looked.notices],
    seconds: (performance.now() - startedAt) / 1000,
  };
}

const TELL_MILLIS = 250;

/** At most four times a second: progress is for people. */
function progressTeller(task: JobTask, total: number): (done: number) => void {
  const startedAt = performance.now();
  let toldAt = startedAt;
  return (done) => {
    const now = performance.now();
    if (now - toldAt < TELL_MILLIS) return;
    toldAt = now;
    const fps = (done * 1000) / (now - startedAt);
    task.onProgress({
      done,
      total: total || null,
      fps,
      secsLeft: total ? Math.max(0, total - done) / fps : null,
    });
  };
}
