/**
 * A frame map as tables for people and other programs: one row for each picture that a render writes, and apart from them one for each orphan field and one for
 * each field that the output rate leaves out. A source field in none of them repeats a film frame that is shown. Pure.
 */
import type { Span } from '../../model/time';
import type { FrameMap } from './frameMap';
import { FROM_BOTTOM, FROM_TOP } from './pictureList';
import { lowestFrame } from './weave';
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
  const frames = framesOf(map, { from, to });
  const rows = map.orphans
    .filter(({ frame }) => frames.from <= frame && frame < frames.to)
    .map(({ frame, field, picture }) => {
      const written = picture < 0 ? -1 : (map.at[picture] ?? -1);
      return `${frame},${field},${from <= written && written < to ? written - from : ''}`;
    });
  return `${['frame,field,picture', ...rows].join('\r\n')}\r\n`;
}

/**
 * CSV with a heading: source frame and field (top, bottom) of every field that would be a picture, or half of a whole one, at its own rate, and that the output
 * rate has no room for. For a span's movie those between its first and last source frame.
 */
export function formatLeftOut(map: FrameMap, pictures: Span | null = null): string {
  const { from, to } = framesOf(map, pictures ?? { from: 0, to: map.length });
  const rows = [...map.leftOut.filter((field) => 2 * from <= field && field < 2 * to)].map(
    (field) => `${field >> 1},${field % 2 === 0 ? 'top' : 'bottom'}`,
  );
  return `${['frame,field', ...rows].join('\r\n')}\r\n`;
}

/** The source frames of written pictures: from what the first one shows to what the next one behind them shows. Neighbouring spans share none. */
function framesOf(map: FrameMap, { from, to }: Span): Span {
  return {
    from: from === 0 ? 0 : lowestOf(map, from),
    to: to >= map.length ? map.frames : lowestOf(map, to),
  };
}

function lowestOf(map: FrameMap, written: number): number {
  return lowestFrame(map, pictureAt(map, written));
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
