/** What an interrupted render has left beside its output: whether it is in the way, and whether it can be continued. */
import path from 'node:path';
import type { KeptOrder } from '../../model/contract';
import { WorkbenchError } from '../../model/errors';
import type { Tools } from '../ffmpeg/tools';
import { countPackets } from './countPackets';
import {
  changeSince,
  createManifest,
  isSamePlan,
  type Manifest,
  orderOf,
  type RenderIdentity,
} from './manifest';
import type { Setup } from './movieSetup';
import { assertTarget, type CheckedRender, checkWork, type RenderWork } from './renderCheck';
import { pictureText } from './renderCommand';
import { noteGiven } from './replaced';
import { sumFile } from './segmentKeeper';
import { tablesOf } from './tables';
import { assertIdle, readLeftover, type WorkFolder } from './workFolder';

/**
 * Refuses what cannot be begun: throws output-busy where another render writes this output now, render-interrupted where finished work would be
 * lost, render-other where that was of another order, render-changed where it is to be continued by a render that makes other pictures, or cannot be.
 */
export async function checkLeftover(
  work: CheckedRender,
  tools: Pick<Tools, 'ffmpeg' | 'ffprobe'>,
): Promise<void> {
  await assertIdle(work.out);
  const left = await readLeftover(work.out);
  if (!left || left.finished.length === 0) return;
  const change = changeSince(left.identity, identityOf(work, tools));
  if (work.isResuming && change !== null) throw errorFromChange(work.out, change);
  if (work.isResuming || work.isOverwriting) return;
  throw errorFromLeft(left, work.out, change, identityOf(work, tools));
}

/**
 * Whether an order can be carried out: as checkRender and checkLeftover say. Where finished work of another order is in the way that could be continued
 * as it was ordered, that is told first, whatever is wrong with this order.
 */
export async function checkOrder(work: RenderWork, tools: OrderTools): Promise<CheckedRender> {
  const checked = await checkWork(work, tools).catch(async (error: unknown) => {
    throw (await offerInstead(work, tools, error)) ?? error;
  });
  await checkLeftover(checked, tools);
  await assertTarget(checked);
  return checked;
}

type OrderTools = Pick<Tools, 'ffmpeg' | 'ffprobe' | 'capabilities'>;

async function offerInstead(
  { out, open, isResuming, isOverwriting }: RenderWork,
  { ffmpeg }: Pick<Tools, 'ffmpeg'>,
  error: unknown,
): Promise<WorkbenchError | null> {
  const isHopeless = !(error instanceof WorkbenchError) || error.code === 'file-missing';
  if (isHopeless || isResuming || isOverwriting) return null;
  const target = path.resolve(out);
  const left = await readLeftover(target);
  if (!left || left.finished.length === 0) return null;
  await assertIdle(target);
  const change = 'what is ordered now cannot be made';
  const offered = errorFromLeft(left, target, change, { clip: open.clip.id, ffmpeg: ffmpeg.version });
  return offered.code === 'render-other' ? offered : null;
}

function errorFromLeft(
  left: Manifest,
  out: string,
  change: string | null,
  now: Pick<RenderIdentity, 'clip' | 'ffmpeg'>,
): WorkbenchError {
  const finished = `${countPictures(left)} of its pictures are finished`;
  if (change === null) {
    const hint = 'Continue it (--resume), or start again (--force).';
    return new WorkbenchError('render-interrupted', `${finished}: ${out}`, hint);
  }
  const order = orderOf(left);
  const isStillPossible =
    order !== null && left.identity.clip === now.clip && left.identity.ffmpeg === now.ffmpeg;
  if (!isStillPossible)
    return new WorkbenchError('render-changed', `${finished}, but ${change}: ${out}`, START_AGAIN);
  return new WorkbenchError(
    'render-other',
    `${finished} as ${sayOrder(order)}, but ${change}: ${out}`,
    CONTINUE_OTHER,
  );
}

/** '“Film frames” in ffv1, frames 0 to 299, with its tables'. */
function sayOrder({ recipe, codec, bits, span, map }: KeptOrder): string {
  const what = recipe ? `“${recipe.title || 'a recipe without a title'}”` : 'the source itself';
  return [
    `${what} in ${codec}${bits === null ? '' : ` of ${bits} bits`}`,
    ...(span ? [`frames ${span.from} to ${span.to - 1}`] : []),
    ...(map === undefined ? [] : ['with its tables']),
  ].join(', ');
}

const CONTINUE_OTHER =
  'Continue it as it was ordered, start again (--force), which deletes what is finished, or choose another name.';

const START_AGAIN = 'Start again (--force), which deletes what is finished, or choose another name.';

/** Everything that decides the pictures. */
export function identityOf(work: CheckedRender, { ffmpeg }: Pick<Tools, 'ffmpeg'>): RenderIdentity {
  const { open, span, codec, encoder, bits, container } = work;
  return {
    ffmpeg: ffmpeg.version,
    clip: open.clip.id,
    recipe: pictureText(work),
    span: span ? `${span.from}-${span.to}` : 'all',
    target: [codec, encoder.name, ...encoder.options, bits ?? 'as they are', container].join(' '),
  };
}

/**
 * The manifest of the work folder: that of the interrupted render where it is continued, else a new one. Everything else in the folder is removed.
 *
 * Finished segments are read once and believed only if they are what was written. Throws render-changed, disk-full, output-unwritable.
 */
export async function openManifest(
  folder: WorkFolder,
  work: CheckedRender,
  setup: Setup,
  identity: RenderIdentity,
): Promise<{ manifest: Manifest; notices: string[] }> {
  const { rate, isConstantRate, segments } = setup;
  const plan = segments && { rate, isConstantRate, starts: segments };
  const left = await folder.readManifest();
  const isThere = work.isResuming && left !== null && left.finished.length > 0;
  if (isThere && !isSamePlan(left.plan, plan)) {
    throw errorFromChange(work.out, 'the length or the times of the clip are read otherwise than then');
  }
  const manifest = createManifest(identity, plan, keptOrderOf(work));
  const notices: string[] = [];
  manifest.total = setup.total;
  manifest.runs = left?.runs ?? 0;
  manifest.given = work.isOverwriting ? await noteGiven(filesOf(work)) : [...work.given];
  if (isThere) {
    manifest.finished = await soundSegments(folder, left);
    const damaged = left.finished.length - manifest.finished.length;
    if (damaged > 0)
      notices.push(`Of the finished segments ${damaged} were damaged or missing, and were made again.`);
  }
  await folder.keepOnly(manifest.finished.map(({ name }) => name));
  manifest.runs += 1;
  await folder.writeManifest(manifest);
  return { manifest, notices };
}

/** What a render writes: the movie, and its tables. */
function filesOf({ out, map }: Pick<CheckedRender, 'out' | 'map'>): string[] {
  return [out, ...(map === undefined ? [] : tablesOf(map))];
}

function keptOrderOf({ open, recipe, span, codec, bits, map }: CheckedRender): KeptOrder {
  return { clipPath: open.clip.path, recipe, span, codec, bits, ...(map === undefined ? {} : { map }) };
}

/** What the interrupted render of this output was ordered to do. Throws render-changed where it does not say. */
export async function readKeptOrder(out: string): Promise<Omit<KeptOrder, 'clipPath'>> {
  const order = (await readKeptRender(out))?.order;
  if (!order) throw errorFromChange(out, 'what was ordered then is not known');
  const { clipPath: _same, ...kept } = order;
  return kept;
}

/** Up to the first one that is not as it was written. */
async function soundSegments(folder: WorkFolder, { finished }: Manifest): Promise<Manifest['finished']> {
  for (const [at, { name, bytes, crc }] of finished.entries()) {
    const is = await sumFile(path.join(folder.path, name)).catch(() => null);
    if (is?.bytes !== bytes || is.crc !== crc) return finished.slice(0, at);
  }
  return finished;
}

/**
 * Takes the first finished segment that does not hold what the manifest says, and all behind it, out of manifest and folder. Answers its name; null
 * where all are sound.
 */
export async function dropUnreadable(
  folder: WorkFolder,
  manifest: Manifest,
  tools: Pick<Tools, 'ffprobe'>,
  signal: AbortSignal,
): Promise<string | null> {
  for (const [at, { name, pictures }] of manifest.finished.entries()) {
    const found = await countPackets(path.join(folder.path, name), 'mov', tools, signal).catch(() => null);
    signal.throwIfAborted();
    if (found === pictures) continue;
    manifest.finished = manifest.finished.slice(0, at);
    await folder.keepOnly(manifest.finished.map((sound) => sound.name));
    manifest.runs += 1;
    await folder.writeManifest(manifest);
    return name;
  }
  return null;
}

/** What is kept of an interrupted render of this output; null where there is none. `order` is null where it is not known. */
export async function readKeptRender(out: string) {
  const left = await readLeftover(out);
  if (!left) return null;
  const { identity, total = null } = left;
  return { order: orderOf(left), clipId: identity.clip, pictures: countPictures(left), total };
}

/** How many pictures of this output are finished; 0 where nothing is there to be continued. */
export async function countKept(out: string): Promise<number> {
  return (await readKeptRender(out))?.pictures ?? 0;
}

export function countPictures({ finished }: Pick<Manifest, 'finished'>): number {
  return finished.reduce((sum, { pictures }) => sum + pictures, 0);
}

function errorFromChange(out: string, change: string): WorkbenchError {
  return new WorkbenchError(
    'render-changed',
    `It would not fit together, for ${change}: ${out}`,
    START_AGAIN,
  );
}
