/** A frame map as tables for people and other programs: one row for each picture that a render writes, and apart from them one for each orphan field. Pure. */
import type { Span } from '../../model/time';
import type { FrameMap } from './frameMap';
import { FROM_BOTTOM, FROM_TOP } from './pictureList';
import { pictureAt } from './weavePlan';

/**
 * CSV with a heading, for all pictures or for those of a span's movie (`pictures`, as a render of the whole counts them). `picture` and `seconds` are
 * counted from the movie's first picture, for the whole from the clip's first frame; `top` and `bottom` are source frames (0-based), empty for lines that are made from the
 * other field; `made` is woven, from-top or from-bottom; `repeats` is 1 for a picture shown again at a constant rate.
 */
export function formatFrameMap(map: FrameMap, pictures: Span | null = null): string {
  const { from, to } = pictures ?? { from: 0, to: map.length };
  const startSecs = pictures ? secsAt(map, from) : 0;
  const rows = ['picture,seconds,top,bottom,made,repeats'];
  let last = -1;
  for (let written = from; written < to; written++) {
    const picture = pictureAt(map, written);
    const secs = secsAt(map, written) - startSecs;
    rows.push(
      [written - from, secs.toFixed(6), ...fieldsOf(map, picture), picture === last ? 1 : 0].join(','),
    );
    last = picture;
  }
  return `${rows.join('\r\n')}\r\n`;
}

/**
 * CSV with a heading: source frame and field (top, bottom) of every field whose partner was cut away, and the number of the picture that was rebuilt from it, as
 * in the other table; empty where it was left out. For a span's movie those between its first and last source frame.
 */
export function formatOrphans(map: FrameMap, pictures: Span | null = null): string {
  const { from, to } = pictures ?? { from: 0, to: map.length };
  const [first, last] = pictures
    ? [sourcesOf(map, pictures.from), sourcesOf(map, pictures.to - 1)]
    : [[0], [map.frames]];
  const [least, most] = [Math.min(...first), Math.max(...last)];
  const rows = map.orphans
    .filter(({ frame }) => least <= frame && frame <= most)
    .map(({ frame, field, picture }) => {
      const written = picture < 0 ? -1 : (map.at[picture] ?? -1);
      return `${frame},${field},${from <= written && written < to ? written - from : ''}`;
    });
  return `${['frame,field,picture', ...rows].join('\r\n')}\r\n`;
}

/** The source frames of a written picture. */
function sourcesOf(map: FrameMap, written: number): number[] {
  const [top, bottom] = fieldsOf(map, pictureAt(map, written));
  return [top, bottom].filter((frame) => typeof frame === 'number');
}

/** When a written picture is shown, from the clip's first frame. */
function secsAt(map: FrameMap, written: number): number {
  if (map.rate) return (written * map.rate.d) / map.rate.n;
  return ((map.ticks[pictureAt(map, written)] ?? 0) * map.tick.n) / map.tick.d;
}

function fieldsOf(map: FrameMap, picture: number) {
  const how = map.how[picture];
  const top = how === FROM_BOTTOM ? '' : map.top[picture];
  const bottom = how === FROM_TOP ? '' : map.bottom[picture];
  const made = how === FROM_TOP ? 'from-top' : how === FROM_BOTTOM ? 'from-bottom' : 'woven';
  return [top, bottom, made];
}
