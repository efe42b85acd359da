/**
 * Whether a render can be done, found out before any work: codec, container, span and target. What ffmpeg alone can tell is movie.ts's.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { uprightSize } from '../../model/clip';
import type { RenderOrder } from '../../model/contract';
import { WorkbenchError } from '../../model/errors';
import type { OpenClip } from '../clips/catalog';
import { errorIfGone } from '../clips/gone';
import type { Tools } from '../ffmpeg/tools';
import type { WorkedPlan } from '../recipes/plan';
import { CONTAINERS, type Container, containerOf } from './containers';
import { type Encoder, encoderNames, findEncoder, holdsDepth, withSlicesFor } from './encoders';
import { errorExists, errorFromWrite, isSameFile } from './outputFiles';
import { samplesOf } from './renderCommand';
import { type GivenFile, mayWrite } from './replaced';
import { assertSize } from './sizeLimits';
import { readLeftover } from './workFolder';

export type RenderWork = Omit<RenderOrder, 'clipId' | 'isAsOrdered'> & {
  open: OpenClip;
  /** Null: the source itself. */
  plan: WorkedPlan | null;
};

/** A render that has been found possible. */
export interface CheckedRender extends RenderWork {
  container: Container;
  encoder: Encoder;
  /** Files that the interrupted render which is continued was allowed to replace. */
  given: readonly GivenFile[];
}

/**
 * Finds out what can be known before any work: whether codec, container, span and target go together.
 *
 * Throws file-missing, bad-request, capability-missing, recipe-unfit, frame-out-of-range, output-exists or output-unwritable.
 */
export async function checkRender(
  work: RenderWork,
  tools: Pick<Tools, 'capabilities'>,
): Promise<CheckedRender> {
  const checked = await checkWork(work, tools);
  await assertTarget(checked);
  return checked;
}

/** As checkRender, but for the target. */
export async function checkWork(
  work: RenderWork,
  { capabilities }: Pick<Tools, 'capabilities'>,
): Promise<CheckedRender> {
  const out = path.resolve(work.out);
  const container = chooseContainer(out, work);
  const encoder = findEncoder(work.codec, capabilities);
  if (!encoder) {
    const detail = `To write ${work.codec} it would need the encoder ${encoderNames(work.codec).join(' or ')}.`;
    throw new WorkbenchError('capability-missing', detail, 'Choose another codec, or a fuller ffmpeg build.');
  }
  assertBits(work, encoder);
  const gone = await errorIfGone(work.open);
  if (gone) throw gone;
  const refused = work.plan?.objections.find(({ severity }) => severity === 'refuse');
  if (refused) throw new WorkbenchError('recipe-unfit', refused.says, refused.hint);
  const size = work.plan?.graph ? work.plan.size : uprightSize(work.open.clip);
  const { conversion, fields } = samplesOf({ ...work, out, container, encoder, given: [] });
  const { pixelFormat } = conversion;
  const hasFields = fields !== null && encoder.interlaced.length > 0;
  assertSize(encoder.name, work.codec, { size, pixelFormat, hasFields });
  assertSpan(work);
  const given = work.isResuming ? ((await readLeftover(out))?.given ?? []) : [];
  return { ...work, out, container, encoder: withSlicesFor(encoder, size, pixelFormat), given };
}

function assertBits({ bits, codec, open, plan }: RenderWork, encoder: Encoder): void {
  const pixelFormat = plan?.graph ? plan.pixelFormat : open.clip.pixelFormat;
  if (bits === null || holdsDepth(encoder, pixelFormat, bits)) return;
  const detail = `${encoder.name}, which writes ${codec} here, holds no samples of ${bits} bits.`;
  throw new WorkbenchError(
    'bad-request',
    detail,
    `Leave the depth to the codec, or choose ${bits === 8 ? 10 : 8} bits.`,
  );
}

function chooseContainer(out: string, { codec }: RenderWork): Container {
  const container = containerOf(out);
  if (!container) {
    const detail = `The name must end in .mkv, .mp4 or .mov, which tells the kind of file: ${out}`;
    throw new WorkbenchError(
      'ending-unknown',
      detail,
      'Name the file with one of these endings; .mkv takes everything.',
    );
  }
  if (!CONTAINERS[container].codecs.includes(codec)) {
    const others = (Object.keys(CONTAINERS) as Container[]).filter((name) =>
      CONTAINERS[name].codecs.includes(codec),
    );
    const detail = `A file of the kind ${container} does not hold ${codec}: ${out}`;
    throw new WorkbenchError(
      'container-unfit',
      detail,
      `For ${codec} end the name in .${others.join(' or .')}.`,
    );
  }
  return container;
}

export function assertSpan({ span, open }: Pick<RenderWork, 'span' | 'open'>): void {
  if (!span) return;
  const { frames } = open.clip;
  // While the index is made the number is an estimate and proves nothing.
  const isKnown = frames !== null && open.clip.access.kind !== 'indexing';
  if (isKnown && Math.max(span.from + 1, span.to) > frames) {
    const what = span.from >= frames ? `begins at frame ${span.from}` : `ends at frame ${span.to}`;
    throw new WorkbenchError(
      'frame-out-of-range',
      `The span ${what}, but the clip has ${frames} frames.`,
      `Frames are counted from 0: the last is ${frames - 1}, and the end of a span may be at most ${frames}.`,
    );
  }
  if (span.to <= span.from) {
    throw new WorkbenchError(
      'bad-request',
      `The span from ${span.from} to ${span.to} is empty.`,
      'The end is the frame behind the last one, so it must be larger than the start.',
    );
  }
}

/** Throws output-exists or output-unwritable. */
export async function assertTarget({ out, open, ...allowed }: CheckedRender): Promise<void> {
  const folder = path.dirname(out);
  const place = await stat(folder).catch((cause) => {
    if (cause.code !== 'ENOENT') throw errorFromWrite(cause, folder);
    const detail = `There is no such folder: ${folder}`;
    throw new WorkbenchError('output-unwritable', detail, 'Make the folder first, or choose another one.');
  });
  if (!place.isDirectory()) throw errorFromWrite({ code: 'ENOTDIR' }, out);
  const existing = await stat(out).catch(() => null);
  if (await isSameFile(out, open.source.path)) {
    const detail = `The output is the clip itself, which is never written to: ${out}`;
    throw new WorkbenchError('output-unwritable', detail, 'Choose another name.');
  }
  if (existing?.isDirectory())
    throw new WorkbenchError(
      'output-unwritable',
      `There is a folder of this name: ${out}`,
      'Choose another name.',
    );
  if (!(await mayWrite(out, allowed))) throw errorExists(out);
}
