/** A frame map as a table for people and other programs: one row for each picture that a render writes. Pure. */
import type { FrameMap } from './frameMap';
import { FROM_BOTTOM, FROM_TOP } from './pictureList';
import { pictureAt } from './weavePlan';

/**
 * CSV with a heading. `seconds` is counted from the clip's first frame; `top` and `bottom` are source frames (0-based), empty for lines that are made from the
 * other field; `made` is woven, from-top or from-bottom; `repeats` is 1 for a picture shown again at a constant rate.
 */
export function formatFrameMap(map: FrameMap): string {
  const rows = ['picture,seconds,top,bottom,made,repeats'];
  let last = -1;
  for (let written = 0; written < map.length; written++) {
    const picture = pictureAt(map, written);
    rows.push(formatRow(map, written, picture, picture === last));
    last = picture;
  }
  return `${rows.join('\r\n')}\r\n`;
}

function formatRow(map: FrameMap, written: number, picture: number, isRepeat: boolean): string {
  const how = map.how[picture];
  const ticks = (map.ticks[picture] ?? 0) * map.tick.n;
  const secs = map.rate ? (written * map.rate.d) / map.rate.n : ticks / map.tick.d;
  const top = how === FROM_BOTTOM ? '' : map.top[picture];
  const bottom = how === FROM_TOP ? '' : map.bottom[picture];
  const made = how === FROM_TOP ? 'from-top' : how === FROM_BOTTOM ? 'from-bottom' : 'woven';
  return [written, secs.toFixed(6), top, bottom, made, isRepeat ? 1 : 0].join(',');
}
