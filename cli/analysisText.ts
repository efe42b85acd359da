/** An analysis in words and columns, for people at a terminal. */
import type { Analysis, FaultSeries, FrameFault, Section, Shot } from '../model/analysis';
import { type Clip, clockOf, type Finding } from '../model/clip';
import type { Clock } from '../model/displayClock';
import { formatRational, formatTimecode, framesPerSecond } from '../model/time';

/** Lists longer than this are cut, and say so. */
const MOST_LINES = 24;

export function formatAnalysis(clip: Clip, analysis: Analysis, wasKept: boolean): string {
  const { span, sections, shots, faults, frameFaults, activePicture, levels, suggestion } = analysis;
  const { width, height, left, top } = activePicture.value;
  const { lumaLow, lumaHigh, lumaMin, lumaMax, range } = levels.value;
  const picture = { ...activePicture, value: `${width}×${height} from ${left}, ${top}` };
  const luma = {
    ...levels,
    value: `${range}: ${lumaLow} to ${lumaHigh} (${lumaMin} to ${lumaMax} with the last thousandth)`,
  };
  const how = wasKept ? 'kept from an earlier analysis' : `looked at in ${analysis.seconds.toFixed(1)} s`;
  const lines = [
    row('file', clip.path),
    row('frames', `${span.from} to ${span.to - 1} at ${formatRate(clip)}, ${how}`),
    row('scan', formatFinding(analysis.scan)),
    row('field order', formatFinding(analysis.fieldOrder)),
    row('sections', String(sections.length)),
    ...cut(sections.map((section) => formatSection(section, clockOf(clip)))),
    row('shots', String(shots.length)),
    ...cut(shots.map((shot) => formatShot(shot, clockOf(clip)))),
    row('picture', formatFinding(picture)),
    row('luma', formatFinding(luma)),
    ...faults.map((series) => row(series === faults[0] ? 'faults' : '', formatSeries(series))),
    row('odd frames', frameFaults.length === 0 ? 'none' : String(frameFaults.length)),
    ...cut(frameFaults.map(formatFault)),
    ...analysis.notices.map((notice) => row('note', notice)),
    row('recipe', `${suggestion.recipe.id || suggestion.recipe.title}: ${suggestion.because}`),
    row('', '--recipe suggested renders exactly this; the preset of that name keeps its own rate.'),
  ];
  // A name may hold control characters; a terminal must not obey them.
  return lines.map((line) => line.replace(/\p{Cc}/gu, '�')).join('\n');
}

/** Of frames that stay for different times the mean, and what timecode counts. */
function formatRate({ rate, displayClock }: Clip): string {
  if (!displayClock) return `${formatRational(rate)} fps`;
  const mean = framesPerSecond(rate).toFixed(3);
  return `${mean} fps on the whole, shown (and counted by timecode) at ${formatRational(displayClock.rate)} fps`;
}

function row(name: string, value: string): string {
  return `${name.padEnd(14)}${value}`;
}

function cut(lines: readonly string[]): string[] {
  if (lines.length <= MOST_LINES) return [...lines];
  const rest = lines.length - MOST_LINES + 1;
  return [...lines.slice(0, MOST_LINES - 1), `  … and ${rest} more (--json tells them all)`];
}

function formatFinding({ value, source, because }: Finding<string | null>): string {
  return `${value ?? 'unknown'}  [${source}] ${because}`;
}

function formatSpan(from: number, to: number, clock: Clock): string {
  return `  ${String(from).padStart(7)} to ${String(to - 1).padEnd(7)} ${formatTimecode(from, clock)}  `;
}

function formatSection(
  { from, to, cadence, pulldown, phase, confidence, because }: Section,
  clock: Clock,
): string {
  const kind = pulldown === null ? cadence : `${cadence} ${pulldown}, phase ${phase ?? 0}`;
  return `${formatSpan(from, to, clock)}${kind.padEnd(24)}${confidence.padEnd(8)}${because}`;
}

function formatShot({ from, to, start, transition, isMidFrame }: Shot, clock: Clock): string {
  const over = transition ? ` over frames ${transition.from} to ${transition.to - 1}` : '';
  return `${formatSpan(from, to, clock)}${start}${over}${isMidFrame ? ', between the two fields' : ''}`;
}

function formatSeries({ title, unit, median, worstFrame, values, says }: FaultSeries): string {
  const worst = worstFrame === null ? '' : `, most at frame ${worstFrame}`;
  const many = values.length === 1 ? 'one picture' : `${values.length} pictures`;
  return `${title}: ${median.toFixed(2)} ${unit} (median of ${many}${worst}). ${says}`;
}

function formatFault({ frame, kind, because }: FrameFault): string {
  return `  ${String(frame).padStart(7)} ${kind.padEnd(10)}${because}`;
}
