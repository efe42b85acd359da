/**
 * What two of a frame's numbers say by being alike, or by not being so, beyond what each says by itself, in nats. Pure.
 *
 * Where whole frames follow whole frames, both fields span the very same moments: they move alike, and both pairings across the frames comb alike, to a few
 * hundredths whatever the coding (measured on live footage, film and drawings from 2 Mb/s up: 0.02 in the middle, 0.12 at most for 97 %). In native video one
 * pairing lies three times as far apart as the other, and the fields move alike only as far as motion is steady.
 */
import {
  BOTTOM,
  BOTTOM_BEFORE,
  type FrameRecords,
  NUMBER_COUNT,
  OWN,
  TOP,
  TOP_BEFORE,
} from '../fields/frameRecords';

interface LikenessLaw {
  /** Of the logarithm of the ratio (Laplace) where the two are alike, and where they are not. */
  width: number;
  anyWidth: number;
  /** Added to both, in motion: two nearly equal nothings have no ratio. */
  added: number;
  /** Bounds of what one frame may say. */
  least: number;
  most: number;
}

const COMBS: LikenessLaw = { width: 0.04, anyWidth: 0.8, added: 0.05, least: -4, most: 2 };
// Steady motion moves native fields alike too, so it is no proof.
const FIELDS: LikenessLaw = { width: 0.03, anyWidth: 0.25, added: 0.03, least: -3, most: 0.7 };
const HALVES: LikenessLaw = { width: 0.35, anyWidth: 1.2, added: 0.1, least: -3, most: 0.5 };
/**
 * What the picture before may be: one of another time, from which all fields are equally far, and farther than motion goes; or one of the same motion some film
 * frames earlier, where frames are missing. `cost`: nats by which that is rarer than going on.
 */
const JUMPS = [
  { median: 2.2, width: 0.3, alike: 0.04, cost: 4 },
  { median: 1.2, width: 0.35, alike: 0.3, cost: 1 },
] as const;
/** Motion from which likeness counts in full. */
const TELLING = 0.5;

/** For whole frames after whole frames: that their fields move alike, and that both pairings across the frames comb alike. */
export function fitWholeFrames(records: FrameRecords, frame: number): number {
  return (
    likeness(records, frame, TOP_BEFORE, BOTTOM_BEFORE, COMBS) + likeness(records, frame, TOP, BOTTOM, FIELDS)
  );
}

/** For native video: that a field is as far from the one behind as from the one before. `nearer`: the pairing across frames that is half a frame apart. */
export function fitHalves(
  records: FrameRecords,
  frame: number,
  nearer: typeof TOP_BEFORE | typeof BOTTOM_BEFORE,
): number {
  return likeness(records, frame, OWN, nearer, HALVES);
}

/** That the picture before is no neighbour: what the four numbers across the frames say by being large and alike. Log density; -Infinity where one is unknown. */
export function fitJump({ numbers, slack }: FrameRecords, frame: number): number {
  const logs = [TOP, BOTTOM, TOP_BEFORE, BOTTOM_BEFORE].map((i) =>
    Math.log(Math.max(0.01, numbers[frame * NUMBER_COUNT + i] as number)),
  );
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  if (Number.isNaN(mean)) return Number.NEGATIVE_INFINITY;
  const apart = logs.reduce((sum, log) => sum + Math.abs(log - mean), 0);
  // Of the mean normal, of each one's distance from it Laplace's; all by the number and not by its logarithm.
  const fits = JUMPS.map(({ median, width, alike, cost }) => {
    const z = (mean - Math.log(median)) / width;
    const spread = alike + (slack[frame] as number);
    const far = -0.5 * z * z - Math.log(width * Math.sqrt(2 * Math.PI));
    return far - apart / spread - 3 * Math.log(2 * spread) - 4 * mean - cost;
  });
  return Math.max(...fits);
}

function likeness(records: FrameRecords, frame: number, i: number, j: number, law: LikenessLaw): number {
  const a = records.numbers[frame * NUMBER_COUNT + i] as number;
  const b = records.numbers[frame * NUMBER_COUNT + j] as number;
  if (Number.isNaN(a) || Number.isNaN(b)) return 0;
  const slack = records.slack[frame] as number;
  const shift = law.added + slack;
  const ratio = Math.abs(Math.log((Math.max(0, a) + shift) / (Math.max(0, b) + shift)));
  const [narrow, wide] = [law.width + slack, law.anyWidth + slack];
  const nats = Math.log(wide / narrow) - ratio * (1 / narrow - 1 / wide);
  // Grain moves both fields alike whenever it was exposed; it has no vertical likeness either, by which it is known.
  const says = ((records.combTrust[frame] as number) / 255) * Math.min(1, Math.max(0, a, b) / TELLING);
  return says * Math.min(law.most, Math.max(law.least, nats));
}
