/** Holds an analysis against the truth of a made clip: classes and phases of moving frames, limits at cuts, field order. */
import { type Analysis, phaseAt, type Section } from '../../model/analysis';
import type { FieldOrder } from '../../model/clip';
import type { FrameTruth } from './madeCadence';

const COUNTED = [
  'moving',
  'right',
  'phases',
  'phasesRight',
  'limits',
  'limitsNear',
  'orders',
  'ordersRight',
] as const;

export type Counts = Record<(typeof COUNTED)[number], number>;

export interface Verdict {
  counts: Counts;
  frames: { truth: string; found: string }[];
  complaints: string[];
}

/** Frames where the truth changes its part: there a limit must be found, within one frame, if class or phase change too. */
export function judge(analysis: Analysis, truth: readonly FrameTruth[], order: FieldOrder): Verdict {
  const verdict: Verdict = { counts: sumCounts([]), frames: [], complaints: [] };
  const { counts } = verdict;
  for (const [frame, wanted] of truth.entries()) {
    const section = sectionAt(analysis, frame);
    if (!wanted.isMoving || !section) continue;
    counts.moving++;
    const [a, b] = [className(wanted), className(section)];
    verdict.frames.push({ truth: a, found: b });
    if (a === b) counts.right++;
    if (a === b && wanted.phase !== null) {
      counts.phases++;
      if (phaseAt(section, frame) === wanted.phase) counts.phasesRight++;
    }
  }
  judgeLimits(analysis, truth, verdict);
  judgeOrder(analysis, order, verdict);
  tellParts(analysis, truth, verdict);
  if (analysis.span.to !== truth.length)
    verdict.complaints.push(`${analysis.span.to} of ${truth.length} frames came`);
  return verdict;
}

/** All 0 for no counts. */
export function sumCounts(all: readonly Counts[]): Counts {
  const sums = COUNTED.map((name) => [name, all.reduce((sum, counts) => sum + counts[name], 0)] as const);
  return Object.fromEntries(sums) as Counts;
}

function judgeLimits(
  analysis: Analysis,
  truth: readonly FrameTruth[],
  { counts, complaints }: Verdict,
): void {
  for (let frame = 1; frame < truth.length; frame++) {
    const [before, now] = [truth[frame - 1], truth[frame]];
    if (!before || !now || before.part === now.part || !before.isMoving || !now.isMoving) continue;
    const isSame = className(before) === className(now) && goesOn(before, now);
    if (isSame) continue;
    counts.limits++;
    const nearest = Math.min(...analysis.sections.map(({ from }) => Math.abs(from - frame)));
    if (nearest <= 1) counts.limitsNear++;
    else complaints.push(`limit at ${frame} (${className(before)} to ${className(now)}) is ${nearest} off`);
  }
}

function goesOn(before: FrameTruth, now: FrameTruth): boolean {
  const cycle = now.pulldown === 'euro' ? 25 : now.pulldown === '2:2' ? 1 : 5;
  return now.phase === null || now.pulldown === '2:2' || ((before.phase ?? 0) + 1) % cycle === now.phase;
}

function judgeOrder({ fieldOrder }: Analysis, order: FieldOrder, { counts, complaints }: Verdict): void {
  if (fieldOrder.value === null) return;
  counts.orders++;
  if (fieldOrder.value === order) counts.ordersRight++;
  else complaints.push(`order ${fieldOrder.value}: ${fieldOrder.because}`);
}

function tellParts(analysis: Analysis, truth: readonly FrameTruth[], { complaints }: Verdict): void {
  const parts = new Map<number, { wanted: string; from: number; to: number; wrong: Map<string, number> }>();
  for (const [frame, wanted] of truth.entries()) {
    const section = sectionAt(analysis, frame);
    const part = parts.get(wanted.part) ?? {
      wanted: className(wanted),
      from: frame,
      to: frame,
      wrong: new Map(),
    };
    part.to = frame + 1;
    parts.set(wanted.part, part);
    if (!section || !wanted.isMoving) continue;
    const found = className(section);
    const isOff = found === part.wanted && wanted.phase !== null && phaseAt(section, frame) !== wanted.phase;
    if (found === part.wanted && !isOff) continue;
    const name = isOff ? 'another phase' : found;
    part.wrong.set(name, (part.wrong.get(name) ?? 0) + 1);
  }
  for (const { wanted, from, to, wrong } of parts.values()) {
    for (const [found, count] of wrong)
      complaints.push(`part ${from}-${to} ${wanted}: ${count} frames taken for ${found}`);
  }
}

function sectionAt({ sections }: Analysis, frame: number): Section | undefined {
  return sections.find(({ from, to }) => from <= frame && frame < to);
}

function className({ cadence, pulldown }: Pick<Section, 'cadence' | 'pulldown'>): string {
  if (cadence === 'hybrid') return 'hybrid';
  return pulldown ?? cadence;
}
