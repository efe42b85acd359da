/**
 * Plans a run of stills: which pictures each side needs, which files come out, and what their captions say. Pure.
 *
 * Sides are compared at side B's size with square samples; a side of another size is brought there by its own recipe, the bare source by the
 * plain enlargement, cropped as the variant beside it is.
 */
import { type Size, squareSize, uprightAspect, uprightSize } from '../../model/clip';
import type { Measurement } from '../../model/compare';
import type { StillsOrder } from '../../model/contract';
import { croppedSource } from '../../model/croppedSource';
import { WorkbenchError } from '../../model/errors';
import { nameSource, type PictureHeader } from '../../model/picture';
import { findPreset } from '../../model/presets';
import type { Recipe } from '../../model/recipe';
import type { OpenClip } from '../clips/catalog';
import type { Capabilities } from '../ffmpeg/tools';
import { planVariant } from '../frames/planVariant';
import type { WorkedPlan } from '../recipes/plan';
import type { Caption } from './caption';
import type { StillTask } from './compose';
import { timecodeOf } from './sidecar';

/** One side of the order, worked out: `plan` is null for the bare source. */
export interface StillSide {
  open: OpenClip;
  recipe: Recipe | null;
  plan: WorkedPlan | null;
  label: string;
}

export type StillsWork = Omit<StillsOrder, 'a' | 'b'> & { a: StillSide; b: StillSide };

/** How a side is brought to the size of the comparison. */
export interface FullSize {
  recipe: Recipe;
  plan: WorkedPlan;
}

export interface StillsPlan {
  size: Size;
  /** Null where the side has that size already. */
  fullA: FullSize | null;
  fullB: FullSize | null;
}

export function planStills({ a, b }: StillsWork, capabilities: Pick<Capabilities, 'filters'>): StillsPlan {
  const native = sizeOf(b);
  const aspect = b.plan?.sampleAspect ?? uprightAspect(b.open.clip);
  const size = aspect.n === aspect.d ? native : squareSize(native, aspect);
  const partOf = ({ open, recipe }: StillSide) => ({ clipId: open.clip.id, recipe });
  const cropped = croppedSource(partOf(a), partOf(b));
  const fullA = planFull(a, size, capabilities, cropped);
  return { size, fullA, fullB: planFull(b, size, capabilities, null) };
}

function planFull(
  side: StillSide,
  size: Size,
  capabilities: Pick<Capabilities, 'filters'>,
  cropped: Recipe | null,
): FullSize | null {
  const native = sizeOf(side);
  if (!cropped && native.width === size.width && native.height === size.height) return null;
  const recipe = cropped ?? side.recipe ?? findPreset('plain');
  if (!recipe) throw new Error('The preset "plain" is missing.');
  const plan = planVariant(side.open, recipe, capabilities, size);
  const refused = plan.objections.find(({ severity }) => severity === 'refuse');
  if (refused) throw new WorkbenchError('recipe-unfit', refused.says, refused.hint);
  return { recipe, plan };
}

function sizeOf({ plan, open }: StillSide): Size {
  return plan?.size ?? uprightSize(open.clip);
}

/** Roles of the files of each frame, in the order of their names. */
export function rolesOf({ layouts }: StillsWork, plan: StillsPlan): string[] {
  const separate = ['a', ...(plan.fullA ? ['a-enlarged'] : []), 'b'];
  return [
    ...(layouts.includes('separate') ? separate : []),
    ...(['difference', 'side-by-side', 'wipe'] as const).filter((layout) => layouts.includes(layout)),
  ];
}

/** What the captions tell about one frame. */
export interface FrameFacts {
  a: PictureHeader;
  b: PictureHeader;
  measurement: Measurement;
}

/** The files of one frame, as the composer makes them. */
export function stillTasks(work: StillsWork, plan: StillsPlan, facts: FrameFacts): StillTask[] {
  return rolesOf(work, plan).map((role) => ({ role, ...describeStill(role, work, plan, facts) }));
}

function describeStill(
  role: string,
  work: StillsWork,
  plan: StillsPlan,
  facts: FrameFacts,
): Omit<StillTask, 'role'> {
  const caption = (...columns: Caption) => (work.hasCaptions ? columns : null);
  if (role === 'a') {
    const alone = sideCaption('A', work.a, facts.a, null);
    return { layout: { kind: 'single', picture: 'a-native' }, caption: caption(alone) };
  }
  if (role === 'b') {
    const alone = sideCaption('B', work.b, facts.b, null);
    return { layout: { kind: 'single', picture: 'b-native' }, caption: caption(alone) };
  }
  const a = sideCaption('A', work.a, facts.a, plan.fullA);
  const b = sideCaption('B', work.b, facts.b, plan.fullB);
  if (role === 'a-enlarged') return { layout: { kind: 'single', picture: 'a-full' }, caption: caption(a) };
  if (role === 'side-by-side') return { layout: { kind: 'side-by-side' }, caption: caption(a, b) };
  if (role === 'wipe') {
    const { wipeAt, isSwapped } = work;
    return {
      layout: { kind: 'wipe', wipeAt, isSwapped },
      caption: isSwapped ? caption(b, a) : caption(a, b),
    };
  }
  return {
    layout: { kind: 'difference', threshold: work.threshold },
    caption: caption(differenceCaption(work, facts)),
  };
}

function sideCaption(
  letter: 'A' | 'B',
  { label, open }: StillSide,
  header: PictureHeader,
  full: FullSize | null,
): string[] {
  const { frame, sourceFrame, pictureType, width, height } = header;
  const shown = nameSource(header);
  const number = shown === String(frame) ? `frame ${frame}` : `frame ${frame} (source ${shown})`;
  const type = pictureType ? `  ${pictureType}` : '';
  const brought = full ? `, shown by "${full.recipe.title || 'Plain enlargement'}"` : '';
  return [
    `${letter}  ${label || open.clip.name}${brought}`,
    `${width}×${height}  ${number}  ${timecodeOf(sourceFrame, open.clip)}${type}`,
  ];
}

function differenceCaption(
  { a, b, threshold }: StillsWork,
  { measurement, a: header }: FrameFacts,
): string[] {
  const pixels = measurement.scores.find(({ metric }) => metric === 'pixelmatch');
  const share = pixels?.value == null ? '' : `  ${(pixels.value * 100).toFixed(2)} % of pixels`;
  return [
    `Difference  A ${a.label}  B ${b.label}`,
    `frame ${header.sourceFrame}  ${timecodeOf(header.sourceFrame, a.open.clip)}  pixelmatch threshold ${threshold}${share}`,
  ];
}
