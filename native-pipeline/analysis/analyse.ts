/** Looks at all pictures of a clip (or a span) once, and says what they show. */
import type { Analysis } from '../../model/analysis';
import { WorkbenchError } from '../../model/errors';
import type { JobTask } from '../../model/job';
import type { Span } from '../../model/time';
import type { OpenClip } from '../clips/catalog';
import type { Tools } from '../ffmpeg/tools';

/** Counts up when the method changes, so that what an older one found is made anew. */
export const ANALYSIS_VERSION = 1;

/** Null span: the whole clip. Throws cancelled, and what ffmpeg's failure means. */
export async function analyseClip(
  open: OpenClip,
  _tools: Pick<Tools, 'ffmpeg'>,
  _span: Span | null,
  _task: JobTask,
): Promise<Analysis> {
  throw new WorkbenchError('internal', `The analysis is not there yet: ${open.clip.path}`);
}
