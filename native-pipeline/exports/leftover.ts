/** What an interrupted render has left beside its output: whether it is in the way, and whether it can be continued. */
import path from 'node:path';
import { WorkbenchError } from '../../model/errors';
import type { Tools } from '../ffmpeg/tools';
import { countPackets } from './countPackets';
import { changeSince, createManifest, isSamePlan, type Manifest, type RenderIdentity } from './manifest';
import type { Setup } from './movieSetup';
import type { CheckedRender } from './renderCheck';
import { pictureText } from './renderCommand';
import { sumFile } from './segmentKeeper';
import { assertIdle, readLeftover, type WorkFolder } from './workFolder';

/**
 * Refuses what cannot be begun: throws output-busy where another render writes this output now, render-interrupted where finished work would be
 * lost, render-changed where it is to be continued by a render that makes other pictures.
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
  const detail = `${countPictures(left)} of its pictures are finished${change ? `, but ${change}` : ''}: ${work.out}`;
  const hint = change ? START_AGAIN : `Continue it (--resume), or start again (--force).`;
  throw new WorkbenchError('render-interrupted', detail, hint);
}

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
  const manifest = createManifest(identity, plan);
  const notices: string[] = [];
  manifest.runs = left?.runs ?? 0;
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
