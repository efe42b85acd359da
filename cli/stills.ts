/** `remaster stills A [B]`: comparison stills with a sidecar. */
import type { Clip } from '../model/clip';
import type { StillsResult } from '../model/compare';
import { suggestPreset } from '../model/presets';
import { parseFrames, parseLayouts, parseShare, UsageError } from './arguments';
import type { Session } from './session';

export async function stills(session: Session): Promise<void> {
  const { args } = session;
  const [fileA, fileB, ...more] = args.words;
  if (args.project !== undefined) throw new UsageError('--project comes with later work; name the clips');
  if (fileA === undefined || more.length > 0) throw new UsageError('stills takes one clip, or two');
  if (args.out === undefined) throw new UsageError('stills needs -o DIR');
  const [frames, layouts] = [parseFrames(args.frames), parseLayouts(args.layout)];
  const foundA = await session.openClip(fileA);
  const foundB = fileB === undefined ? foundA : await session.openClip(fileB);
  const { clip: clipA, recipe: recipeA } = await session.choose(foundA, args['recipe-a']);
  // One clip only: side B is the clip through a recipe, the suggested one where none is named.
  const nameB = args['recipe-b'] ?? args.recipe;
  const isPlain = nameB === undefined && fileB === undefined;
  const chosenB = await session.choose(foundB, nameB);
  const clipB = chosenB.clip;
  const recipeB = isPlain ? suggestPreset(foundB).recipe : chosenB.recipe;
  const job = await session.client.startStills({
    a: { clipId: clipA.id, recipe: recipeA, label: labelOf(clipA, recipeA?.title) },
    b: { clipId: clipB.id, recipe: recipeB, label: labelOf(clipB, recipeB?.title) },
    frames: Array.isArray(frames) ? frames : spreadFrames(clipA.frames ?? 1, frames.auto),
    layouts,
    folder: session.resolve(args.out),
    wipeAt: parseShare(args['wipe-at'], '--wipe-at') ?? 0.5,
    threshold: parseShare(args.threshold, '--threshold') ?? 0.1,
    hasCaptions: args.captions,
    isOverwriting: args.force,
  });
  const result = await session.finish<StillsResult>(job);
  session.say(result, [...result.files.map(({ path }) => path), result.manifest].join('\n'));
}

function labelOf(clip: Clip, title: string | undefined): string {
  return title ? `${clip.name}, ${title}` : `${clip.name}, source`;
}

/** `count` frames in the middles of equal parts of the clip: never the first or last, where fades live. */
export function spreadFrames(total: number, count: number): number[] {
  const many = Math.min(count, total);
  return Array.from({ length: many }, (_unused, index) => Math.floor(((index + 0.5) * total) / many));
}
