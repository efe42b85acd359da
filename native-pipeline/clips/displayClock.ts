/** Finds the display's clock of a variable-rate clip by how long its frames stay on screen. Pure. */
import type { DisplayClock, StayRun } from '../../model/displayClock';
import type { Rational } from '../../model/time';
import type { FrameTable } from './frameTable';

/** Displays in use, in frames of two fields; 29.97 first, for a short clip may lie on the grid of 30 as well. */
const DISPLAYS: readonly Rational[] = [
  { n: 30000, d: 1001 },
  { n: 30, d: 1 },
  { n: 25, d: 1 },
];
/** Fields by which a time may be off the grid: Matroska counts milliseconds. */
const SLACK_FIELDS = 0.2;
/** A clip with more changes than this follows no pattern that is worth telling. */
const MOST_RUNS = 5000;

type Times = Pick<FrameTable, 'count' | 'secsAt'>;

/**
 * Null where the frames do not appear with the fields of any display, or one stays for less than two fields: then timecode counts frames. The last frame
 * has no end of its own and goes on as the pattern does.
 */
export function findDisplayClock(table: Times): DisplayClock | null {
  for (const rate of DISPLAYS) {
    const fields = fieldsOn(table, rate);
    if (fields) return clockFrom(fields, rate);
  }
  return null;
}

/** The field at which each frame appears. */
function fieldsOn(table: Times, { n, d }: Rational): Float64Array | null {
  const { count } = table;
  const fields = new Float64Array(count);
  for (let frame = 0; frame < count; frame++) {
    const exact = (table.secsAt(frame) * 2 * n) / d;
    const field = Math.round(exact);
    if (Math.abs(exact - field) > SLACK_FIELDS) return null;
    if (frame > 0 && field - (fields[frame - 1] ?? 0) < 2) return null;
    fields[frame] = field;
  }
  return fields;
}

function clockFrom(fields: Float64Array, rate: Rational): DisplayClock | null {
  const runs: StayRun[] = [];
  const stayOf = (frame: number): number => (fields[frame + 1] ?? 0) - (fields[frame] ?? 0);
  const last = fields.length - 1;
  for (let from = 0; from < last; ) {
    const first = stayOf(from);
    const stays: [number, number] = [first, from + 1 < last ? stayOf(from + 1) : first];
    runs.push({ from, field: fields[from] ?? 0, stays });
    if (runs.length > MOST_RUNS) return null;
    const start = from;
    while (from < last && stayOf(from) === stays[(from - start) % 2]) from++;
  }
  return runs.length > 0 ? { rate, runs } : null;
}
