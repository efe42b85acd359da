/** Which frames of a variant lie on a shelf, as spans for the timeline. Pure. */
import type { PictureAddress } from '../../model/compare';
import type { Span } from '../../model/time';
import { keyOf } from './frameRequests';

/** `keys` as keyOf wrote them; those of other variants do not count. */
export function keptSpans(keys: Iterable<string>, address: PictureAddress | null): Span[] {
  if (!address) return [];
  const frames = [...keys].flatMap((key) => {
    const frame = frameOfKey(key);
    return keyOf({ ...address, frame }) === key ? [frame] : [];
  });
  return spansOf(frames.sort((one, other) => one - other));
}

function frameOfKey(key: string): number {
  return Number((JSON.parse(key) as unknown[])[2]);
}

function spansOf(frames: readonly number[]): Span[] {
  const spans: Span[] = [];
  for (const frame of frames) {
    const last = spans.at(-1);
    if (last?.to === frame) last.to = frame + 1;
    else spans.push({ from: frame, to: frame + 1 });
  }
  return spans;
}
