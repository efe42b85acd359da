/** Finds cadence, field order, sections and cuts from the narrow luma of every frame: puts the measures and the deciders of this room together. */
import type { Analysis, Section } from '../../../model/analysis';
import type { Clip } from '../../../model/clip';
import { framesPerSecond, type Span } from '../../../model/time';
import type { FrameTable } from '../../clips/frameTable';
import { createGrid } from '../fields/blockGrid';
import { measureBlocks } from '../fields/blockMeasures';
import { Evidence } from '../fields/evidence';
import { createMoveMeter } from '../fields/fieldMoves';
import { createPlanes, fillPlanes } from '../fields/fieldPlanes';
import { FrameRecords } from '../fields/frameRecords';
import { FrameRing } from '../fields/frameRing';
import { NoiseFloor } from '../fields/noise';
import { createRollingBlocks } from '../fields/rollingBlocks';
import { type NarrowFrame, narrowSize } from '../pass';
import { CutFinder } from '../shots/cuts';
import { shotsFromCuts } from '../shots/shots';
import { becauseOf } from './because';
import { findPath } from './cadencePath';
import { statesFor } from './cadenceStates';
import { setDoubtfulApart } from './doubtfulShots';
import { HybridMeter } from './hybrid';
import { type HybridSection, markHybrid } from './hybridSections';
import type { HybridWindows } from './hybridWindows';
import { markJumpCuts } from './jumpCuts';
import { confidenceOf, measureMargins } from './margins';
import { settleShots } from './oneKind';
import { takeBackWhole } from './oneSided';
import { takeFilmByGrain } from './repeatedGrain';
import { findScan, isOrderShown } from './scanFindings';
import { findSections } from './sections';
import { applySoftRuns, findSoftRuns } from './softTelecine';
import { tallyOf } from './tally';
import { takeBackUnshown } from './unshown';

export interface Cadence {
  push(frame: NarrowFrame): void;
  finish(): Pick<Analysis, 'sections' | 'shots' | 'scan' | 'fieldOrder' | 'notices'> & {
    records: FrameRecords;
  };
}

export interface CadenceContext {
  clip: Clip;
  table: FrameTable | null;
  span: Span;
}

/** A frame is judged when so many behind it are known: the noise floor then rests on some film repeats already at the head of the clip. */
const LOOK_AHEAD = 48;

export function createCadence(context: CadenceContext): Cadence {
  const grid = createGrid(narrowSize(context.clip));
  const records = new FrameRecords();
  const ring = new FrameRing(grid);
  const noise = new NoiseFloor();
  const cuts = new CutFinder(ring, grid, records);
  const evidence = new Evidence(ring, grid, noise, records);
  let [now, before] = [createPlanes(grid), createPlanes(grid)];
  const rolling = createRollingBlocks(grid);
  const movesOf = createMoveMeter(grid.width);
  const hybrid = new HybridMeter(ring, grid, noise, records);
  let judged = 0;
  const judge = (): void => {
    evidence.measure(judged);
    hybrid.add(judged);
    judged++;
  };
  return {
    push: ({ luma }) => {
      fillPlanes(now, luma, grid);
      const frame = records.add();
      const { measures } = ring.add();
      measureBlocks(measures, now, frame === 0 ? now : before, grid);
      rolling.correct(luma, measures);
      if (frame > 0) noise.addFrame(measures);
      records.noteMoves(frame, movesOf(luma));
      [now, before] = [before, now];
      cuts.add();
      while (judged + LOOK_AHEAD < records.count) judge();
    },
    finish: () => {
      cuts.end();
      while (judged < records.count) judge();
      hybrid.end();
      return { records, ...decide(context, records, hybrid.windows) };
    },
  };
}

function decide(
  { clip, table, span }: CadenceContext,
  records: FrameRecords,
  windows: HybridWindows,
): Pick<Analysis, 'sections' | 'shots' | 'scan' | 'fieldOrder' | 'notices'> {
  const softRuns = table ? findSoftRuns(table, { from: span.from, to: span.from + records.count }) : [];
  // Where flags repeat fields the clip's rate counts coded frames; parts without flags run at 29.97 and may hold 3:2.
  const rate = softRuns.length > 0 ? 30 : framesPerSecond(clip.rate);
  const isNtsc = Math.abs(rate - 30) < 0.5;
  const states = statesFor(rate);
  const { states: path, topFirstLead } = findPath(states, records);
  const shown = takeBackUnshown(findSections(states, path, records), states, records, topFirstLead);
  const hasOrder = isOrderShown(topFirstLead);
  const clipOrder = hasOrder ? (topFirstLead > 0 ? 'top-first' : 'bottom-first') : null;
  const settled = takeBackWhole(shown, states, records, clipOrder);
  markJumpCuts(settled, records);
  const ofOneKind = settleShots(settled, states, records, clipOrder);
  const grained = takeFilmByGrain(ofOneKind, states, records, clipOrder);
  const soft = applySoftRuns(grained, softRuns, (frame) => records.weight[frame] as number);
  const marked = markHybrid(soft, windows, isNtsc, records, clipOrder);
  const found = setDoubtfulApart(marked, states, records);
  const margins = measureMargins(found, states, records);
  const sections = found.map((section, i): Section => {
    const margin = margins[i] ?? null;
    const seen = tallyOf(section, states, path, records);
    const because = becauseOf(section, seen);
    const confidence = confidenceOf(margin, seen);
    return { ...describe(section, hasOrder, span.from), margin, confidence, because, isChosen: false };
  });
  return { sections, shots: shotsFromCuts(records, span.from), ...findScan(sections, topFirstLead, clip) };
}

function describe(
  { from, to, state, isHybrid }: HybridSection,
  hasOrder: boolean,
  offset: number,
): Pick<Section, 'from' | 'to' | 'cadence' | 'pulldown' | 'phase' | 'fieldOrder'> {
  const limits = { from: from + offset, to: to + offset };
  if (!state) return { ...limits, cadence: 'static', pulldown: null, phase: null, fieldOrder: null };
  const { cadence, pulldown, position, order } = state;
  const isWhole = cadence === 'video-progressive' || pulldown === 'soft';
  const phase = pulldown === null || pulldown === 'soft' ? null : position;
  return {
    ...limits,
    cadence: isHybrid ? 'hybrid' : cadence,
    pulldown,
    phase,
    fieldOrder: (isWhole && !isHybrid) || !hasOrder ? null : order,
  };
}
