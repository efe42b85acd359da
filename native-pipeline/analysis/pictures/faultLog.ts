/** The faults' numbers over time: measures each picture of full size, and makes the series that people see. */
import type { ActivePicture, FaultName, FaultSeries, Shot } from '../../../model/analysis';
import type { Clip } from '../../../model/clip';
import { measureFieldMotion } from './fieldMotion';
import { measureBanding } from './lookBanding';
import { measureBlocking } from './lookBlocking';
import { ChromaShift } from './lookChroma';
import { measureEdges } from './lookEdges';
import { measureNoise } from './lookNoise';
import type { LookPicture } from './lookPicture';

const ABOUT: readonly Pick<FaultSeries, 'name' | 'title' | 'unit' | 'says'>[] = [
  {
    name: 'noise',
    title: 'Noise and grain',
    unit: 'codes',
    says: 'Standard deviation of fine noise, grain included, in the smoothest fifth of the picture, in codes of 8 bits; more is noisier.',
  },
  {
    name: 'blocking',
    title: 'Blocking',
    unit: 'codes',
    says: 'Mean step at the borders of 8-sample blocks beyond the steps beside them, in codes of 8 bits; 0 is none, more is worse.',
  },
  {
    name: 'blur',
    title: 'Blur',
    unit: 'samples',
    says: 'Rise from 10 to 90 % of the sharper quarter of strong upright edges, in stored samples; 1 is the sharpest there is, more is softer.',
  },
  {
    name: 'ringing',
    title: 'Ringing and halos',
    unit: '%',
    says: 'Median overshoot beside strong upright edges, in percent of their height; 0 is none, more is worse.',
  },
  {
    name: 'banding',
    title: 'Banding',
    unit: '%',
    says: 'Share of the picture that lies on staircases of one or two codes where a ramp should be; 0 is none, more is worse.',
  },
  {
    name: 'chromaShift',
    title: 'Chroma shift',
    unit: 'samples',
    says: 'How far colour edges lie to the right of the edges of brightness, in luma samples over this picture and the few before it in the shot, to the left below 0; the farther from 0 the worse.',
  },
  {
    name: 'combing',
    title: 'Combing',
    unit: '%',
    says: 'Share of the textured blocks whose two fields show different moments; telecined film and native video have it by nature, whole frames should have none.',
  },
];

/** Combing takes longer to measure than all else: one picture of so many is looked at, and one block of so many. */
const COMBING_PICTURES = 4;
const COMBING_BLOCKS = 3;
/** Shifts below this are within what the measure strays and what a wrongly told siting of chroma makes. Luma samples. */
const TELLING_SHIFT = 1.25;
const LEAST_PICTURES = 3;

export class FaultLog {
  /** Frames looked at, and of each fault one number for each of them, NaN where it cannot be told: flat, for hours hold many. */
  private readonly frames: number[] = [];
  private readonly values: Record<Exclude<FaultName, 'chromaShift'>, number[]> = {
    ...{ noise: [], blocking: [], blur: [], ringing: [] },
    ...{ banding: [], combing: [] },
  };
  /** Told at the end: pictures help each other within a shot, and shots are known then. */
  private readonly chromaShift: ChromaShift;
  private readonly black: number;

  constructor({ colour }: Pick<Clip, 'colour'>) {
    this.black = colour.range.value === 'full' ? 0 : 16;
    this.chromaShift = new ChromaShift(colour.siting.value);
  }

  add(picture: LookPicture, area: ActivePicture): void {
    const noise = measureNoise(picture, area, this.black);
    const { blur, ringing } = measureEdges(picture, area, noise ?? 0);
    const isCombingDue = this.frames.length % COMBING_PICTURES === 0;
    this.note('noise', noise);
    this.note('blur', blur);
    this.note('ringing', ringing);
    this.note('blocking', measureBlocking(picture, area));
    this.note('banding', measureBanding(picture, area));
    this.chromaShift.add(picture, area);
    this.note('combing', isCombingDue ? combingOf(picture) : null);
    this.frames.push(picture.frame);
  }

  /** Without the frames of dissolves and fades, which are softer and cleaner than any picture in them. */
  series(shots: readonly Shot[]): FaultSeries[] {
    const mixed = shots.flatMap(({ transition }) => (transition ? [transition] : []));
    const isKept = (frame: number) => !mixed.some(({ from, to }) => frame >= from && frame < to);
    const values = { ...this.values, chromaShift: this.shiftsIn(shots) };
    return ABOUT.flatMap((about) => {
      const told = this.frames.flatMap((frame, n) => {
        const value = values[about.name][n] ?? Number.NaN;
        return Number.isNaN(value) || !isKept(frame) ? [] : [{ frame, value: rounded(value) }];
      });
      return told.length === 0 ? [] : [createSeries(about, told)];
    });
  }

  notices(series: readonly FaultSeries[]): string[] {
    const shift = series.find(({ name }) => name === 'chromaShift');
    if (!shift || shift.values.length < LEAST_PICTURES || Math.abs(shift.median) < TELLING_SHIFT) return [];
    const side = shift.median > 0 ? 'right' : 'left';
    return [
      `Colour lies about ${Math.abs(shift.median).toFixed(1)} luma samples to the ${side} of brightness.`,
    ];
  }

  private shiftsIn(shots: readonly Shot[]): number[] {
    const starts = shots.map(({ from }) => from);
    let shot = 0;
    const shifts = this.chromaShift.shifts((picture) => {
      const before = shot;
      while ((this.frames[picture] ?? 0) >= (starts[shot + 1] ?? Number.POSITIVE_INFINITY)) shot++;
      return shot !== before;
    });
    return shifts.map((shift) => shift ?? Number.NaN);
  }

  private note(name: keyof FaultLog['values'], value: number | null): void {
    this.values[name].push(value ?? Number.NaN);
  }
}

/** In percent; null where there is nothing to see it by. */
function combingOf({ luma, unit }: LookPicture): number | null {
  const { width, height, samples } = luma;
  const { share, textured } = measureFieldMotion({ width, height, data: samples }, unit, COMBING_BLOCKS);
  return textured === 0 ? null : share * 100;
}

function createSeries(
  about: Pick<FaultSeries, 'name' | 'title' | 'unit' | 'says'>,
  told: readonly { frame: number; value: number }[],
): FaultSeries {
  const sorted = told.map(({ value }) => value).sort((a, b) => a - b);
  const worst = told.reduce((found, each) => (Math.abs(each.value) > Math.abs(found.value) ? each : found));
  return {
    ...about,
    frames: told.map(({ frame }) => frame),
    values: told.map(({ value }) => value),
    median: sorted[sorted.length >> 1] ?? 0,
    worstFrame: worst.frame,
  };
}

/** Thousandths are more than any of these measures can tell. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
