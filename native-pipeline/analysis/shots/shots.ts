/** Makes shots of the cuts that were found. Pure. */
import type { Shot } from '../../../model/analysis';
import { CUT_BOTTOM, CUT_TOP, type FrameRecords } from '../fields/frameRecords';

/** `offset` is added to every frame: records count from the start of the analysed span. */
export function shotsFromCuts({ cuts, count }: FrameRecords, offset: number): Shot[] {
  const begin = (frame: number): Shot => ({
    ...{ from: frame + offset, to: count + offset, transition: null },
    ...{ start: frame === 0 ? 'clip' : 'cut', isMidFrame: false },
  });
  const shots = [begin(0)];
  for (let frame = 1; frame < count; frame++) {
    const bits = cuts[frame] as number;
    if (bits === 0 || isSecondHalf(cuts, frame)) continue;
    const last = shots.at(-1);
    if (last) last.to = frame + offset;
    shots.push({ ...begin(frame), isMidFrame: bits !== (CUT_TOP | CUT_BOTTOM) });
  }
  return shots;
}

/** True where the frame's cut is the rest of one that began with the other field of the frame before. */
export function isSecondHalf(cuts: Uint8Array, frame: number): boolean {
  const [before, now] = [cuts[frame - 1] ?? 0, cuts[frame] ?? 0];
  return (before === CUT_TOP && now === CUT_BOTTOM) || (before === CUT_BOTTOM && now === CUT_TOP);
}
