/** Frames mixed from pictures of another rate, over all sections of a clip: the list of them, and the sentence. Pure. */
import type { FrameFault, Section } from '../../../model/analysis';
import type { Rational } from '../../../model/time';
import type { ShotMarks } from '../shots/shotMarks';
import { type BlendRate, blendRatesFor } from './blendRates';
import { type Blend, findBlends } from './blends';
import type { FrameTraces } from './frameTraces';

interface BlendSources {
  sections: readonly Section[];
  traces: FrameTraces;
  /** Number of the first frame that was analysed. */
  offset: number;
  rate: Rational;
}

/** Numbered as in the clip. Only whole frames are looked at: fields of a pulldown beat by themselves. */
export function findClipBlends({ sections, traces, offset, rate }: BlendSources, marks: ShotMarks): Blend[] {
  const rates = blendRatesFor(rate);
  return sections
    .filter(({ cadence, pulldown }) => cadence === 'video-progressive' && pulldown === null)
    .flatMap(({ from, to }) => {
      const span = { from: from - offset, to: Math.min(to - offset, traces.count) };
      const found = findBlends(traces, span, rates, (frame) => marks.isNear(frame + offset));
      return found.map((blend): Blend => {
        const shareAt = (frame: number): number => blend.shareAt(frame - offset);
        return { ...blend, from: blend.from + offset, to: blend.to + offset, shareAt };
      });
    });
}

/** Less of another picture hardly shows, and where a frame lies is known to a twentieth. */
const LEAST_SHARE = 0.12;

export function listMixedFrames({ from, to, rate, shareAt }: Blend): FrameFault[] {
  const mixed: FrameFault[] = [];
  for (let frame = from; frame < to; frame++) {
    const share = shareAt(frame);
    if (share < LEAST_SHARE || share > 1 - LEAST_SHARE) continue;
    const percent = 5 * Math.round(20 * share);
    const because = `A mix of two pictures, about ${100 - percent} and ${percent} %: converted from ${rateText(rate)} a second.`;
    mixed.push({ frame, kind: 'blended', because });
  }
  return mixed;
}

export function describeBlends(blends: readonly Blend[]): string[] {
  return blends.map(({ from, to, rate }) => {
    const cycle = cycleOf(rate);
    return `Frames ${from} to ${to - 1} are blended: converted from ${rateText(rate)} pictures a second by mixing, about ${cycle - 1} of ${cycle} frames.`;
  });
}

/** Frames after which one falls on a source picture again, or nearly so. */
function cycleOf({ step }: BlendRate): number {
  const offAfter = (frames: number): number => Math.abs(frames * step - Math.round(frames * step));
  return [2, 3, 4, 5, 6, 7, 8, 9].find((frames) => offAfter(frames) < 0.06) ?? 10;
}

function rateText({ source }: BlendRate): string {
  return `about ${Number(source.toFixed(1))}`;
}
