/**
 * Measures pairs of pictures in a thread of its own and says what the numbers are worth.
 *
 * The pictures are copied at once, so the caller may give their memory back.
 */
import type { Matrix } from '../../model/clip';
import type { ComparedFrame, Measurement, Score, Tool } from '../../model/compare';
import { layPlanes, nameSource, type Picture, type PictureHeader } from '../../model/picture';
import type { Recipe } from '../../model/recipe';
import type { PairInput } from './measureWorker';
import type { PairNumbers } from './pair';
import { PIXELMATCH } from './pixelDifference';
import { createThread } from './thread';
import { type Judgement, judgePair } from './validity';

/** One side of a measurement. */
export interface Compared {
  picture: Picture;
  clipId: string;
  /** Null: the source itself. */
  recipe: Recipe | null;
  /** The source frame that was asked for; null or absent where the picture was asked for by its own number. */
  asked?: number | null;
  /** What people call this side; the recipe's title where it is missing. */
  label?: string;
  /** True where the bare source was brought to this size by the plain bicubic enlargement. */
  isEnlarged?: boolean;
}

export interface MeasureOptions {
  /** pixelmatch's matching threshold, 0 to 1. */
  threshold: number;
  signal?: AbortSignal;
}

export interface Measurer {
  /** `a` is the baseline. Throws sizes-differ, and what the signal's reason is when it fires. */
  measure(a: Compared, b: Compared, options: MeasureOptions): Promise<Measurement>;
  /** Where they differ, as a gray picture of the same size: 255 differs, 128 antialiasing (not counted), 0 equal. */
  mask(a: Compared, b: Compared, options: MeasureOptions): Promise<Picture>;
  close(): Promise<void>;
}

/** Raised when our arithmetic changes, so that an old score can be told from a new one. */
const FORMULA_VERSION = '1';
const PSNR: Tool = { name: "remaster, the formula of ffmpeg's psnr filter", version: FORMULA_VERSION };
const SSIM: Tool = { name: "remaster, the formula of ffmpeg's ssim filter", version: FORMULA_VERSION };

export function createMeasurer(): Measurer {
  const thread = createThread(new URL('./measureWorker', import.meta.url));
  const run = (task: 'measure' | 'mask', a: Compared, b: Compared, { threshold, signal }: MeasureOptions) => {
    const input: PairInput = { a: copyPicture(a.picture), b: copyPicture(b.picture), threshold };
    const transfer = [input.a, input.b].map(({ planes }) => planes.buffer as ArrayBuffer);
    return thread.run(task, input, transfer, signal);
  };
  return {
    async measure(a, b, options) {
      const numbers = (await run('measure', a, b, options)) as PairNumbers;
      return createMeasurement(a, b, options.threshold, numbers);
    },
    async mask(a, b, options) {
      const header = maskHeader(b.picture.header);
      return { header, planes: (await run('mask', a, b, options)) as Uint8Array };
    },
    close: () => thread.close(),
  };
}

function createMeasurement(a: Compared, b: Compared, threshold: number, numbers: PairNumbers): Measurement {
  const { header } = b.picture;
  const judgement = judgePair(sideOf(a), sideOf(b), numbers.isIdentical);
  return {
    compares: describePair(a, b),
    frame: header.frame,
    frames: framesOf(a, b),
    width: header.width,
    height: header.height,
    threshold,
    scores: createScores(numbers, header.width * header.height, judgement),
  };
}

function createScores(numbers: PairNumbers, of: number, judgement: Judgement): Score[] {
  const { pixels, antialiased, psnr, ssim } = numbers;
  const score = (metric: Score['metric'], unit: Score['unit'], tool: Tool, value: number | null) => ({
    metric,
    unit,
    tool,
    value,
    ...judgement,
  });
  return [
    { ...score('pixelmatch', 'share', PIXELMATCH, pixels / of), parts: { pixels, of, antialiased } },
    { ...score('psnr', 'dB', PSNR, psnr.average), parts: channelsOf(psnr) },
    { ...score('ssim', '', SSIM, ssim.average), parts: channelsOf(ssim) },
  ];
}

function channelsOf({ r, g, b }: PairNumbers['psnr']): Score['parts'] {
  return { r, g, b };
}

function framesOf(a: Compared, b: Compared): Measurement['frames'] {
  const [first, second] = [a, b].map(({ picture: { header } }) => ({
    frame: header.frame,
    sourceFrame: header.sourceFrame,
    fields: header.fields,
  })) as [ComparedFrame, ComparedFrame];
  return { a: first, b: second, isSameClip: a.clipId === b.clipId };
}

/** What was compared with what, which frames, in which colours. Sentences. */
function describePair(a: Compared, b: Compared): string {
  const [first, second] = [a.picture.header, b.picture.header];
  const size = `${second.width}×${second.height}`;
  const enlarged = `, enlarged bicubic to ${size}`;
  const ofB = `B (${labelOf(b)})${b.isEnlarged ? enlarged : ''}`;
  const ofA = `A (${labelOf(a)})${a.isEnlarged ? enlarged : ` at ${size}`}`;
  return `${ofB} against ${ofA}. ${describeFrames(framesOf(a, b))} Compared in 8-bit R'G'B' ${describeColour(first, second)}.`;
}

function describeFrames({ a, b, isSameClip }: Measurement['frames']): string {
  if (!isSameClip)
    return `Frame ${a.sourceFrame} of A and frame ${b.sourceFrame} of B, matched by time, not aligned.`;
  const [ofA, ofB] = [nameSource(a), nameSource(b)];
  if (ofA !== ofB || ofB !== String(b.sourceFrame))
    return `Source ${ofA} in A, source ${ofB} in B, which is the variant's frame ${b.frame}.`;
  if (b.frame !== b.sourceFrame) return `Source frame ${b.sourceFrame}, which is the variant's ${b.frame}.`;
  return `Frame ${b.frame}.`;
}

function labelOf({ label, recipe }: Compared): string {
  if (label) return label;
  return recipe ? recipe.title || recipe.id || 'an untitled recipe' : 'the source';
}

function describeColour(a: PictureHeader, b: PictureHeader): string {
  const by =
    a.matrix === b.matrix ? `made by ${a.matrix}` : `made by ${a.matrix} for A and ${b.matrix} for B`;
  return a.primaries === b.primaries ? by : `${by}, each in its own primaries`;
}

function sideOf({ clipId, recipe, picture, asked }: Compared) {
  return { clipId, recipe, asked, header: picture.header };
}

function maskHeader(header: PictureHeader): PictureHeader {
  const matrix: Matrix = 'gbr';
  const planes = layPlanes(header, 'gray', 8);
  return { ...header, kind: 'gray', bitDepth: 8, planes, matrix, range: 'full', chromaFields: null };
}

function copyPicture({ header, planes }: Picture): Picture {
  // Not slice(): of a Node Buffer that would be a view.
  return { header, planes: new Uint8Array(planes) };
}
