/** The analysis in numbers and sentences for the clip panel. Pure. */
import type {
  ActivePicture,
  Analysis,
  Cadence,
  FaultSeries,
  Levels,
  Section,
  Shot,
} from '../../model/analysis';
import { type Clock, countAt } from '../../model/displayClock';
import { formatTimecode } from '../../model/time';
import { sectionName } from '../timeline/cadenceWords';
import { sizeText } from '../ui/words';
import type { Belief } from './beliefs';

export interface SectionCount {
  name: string;
  cadence: Cadence;
  sections: number;
  frames: number;
  /** 0–1 of the time: a frame of soft telecine stays longer than one of video. */
  share: number;
}

/** How much of the clip is what, the largest first. Pulldowns of film are told apart. */
export function countSections(sections: readonly Section[], clock: Clock): SectionCount[] {
  const counts = new Map<string, SectionCount>();
  const lengthOf = ({ from, to }: Section): number => countAt(to, clock) - countAt(from, clock);
  const all = sections.reduce((sum, section) => sum + lengthOf(section), 0);
  for (const section of sections) {
    const name = sectionName(section);
    const count = counts.get(name) ?? { name, cadence: section.cadence, sections: 0, frames: 0, share: 0 };
    count.sections += 1;
    count.frames += section.to - section.from;
    count.share += lengthOf(section) / Math.max(1, all);
    counts.set(name, count);
  }
  return [...counts.values()].sort((one, other) => other.share - one.share);
}

/** That the sections are not the measured ones any more, for nothing above the list says so. */
export function handText(sections: number): string {
  const are = sections === 1 ? '1 section is' : `${sections} sections are`;
  return `${are} set by hand, and counted so below. What stands above tells the measurement.`;
}

/** '86 %', '< 1 %': what is there is never rounded away. */
export function shareText(share: number): string {
  return share > 0 && share < 0.01 ? '< 1 %' : `${Math.round(share * 100)} %`;
}

/** '12 cuts, 1 dissolve'. */
export function transitionsText(shots: readonly Shot[]): string {
  const kinds = [
    ['cut', 'cuts'],
    ['dissolve', 'dissolves'],
    ['fade', 'fades'],
  ] as const;
  const parts = kinds.map(([kind, many]) => {
    const count = shots.filter(({ start }) => start === kind).length;
    return count === 0 ? '' : `${count} ${count === 1 ? kind : many}`;
  });
  return parts.filter(Boolean).join(', ');
}

/** Active picture and levels as findings, with their reasons. */
export function measuredBeliefs({ activePicture, levels }: Analysis): { picture: Belief; levels: Belief } {
  return {
    picture: {
      label: 'Active',
      value: activeText(activePicture.value),
      source: activePicture.source,
      because: activePicture.because,
    },
    levels: {
      label: 'Levels',
      value: levelsText(levels.value),
      source: levels.source,
      because: `${levels.because} Ends: ${levels.value.lumaMin} and ${levels.value.lumaMax}, of 8 bits.`,
    },
  };
}

/** '1.23 codes': three figures that count. */
export function faultValue(value: number, unit: string): string {
  return `${value === 0 ? 0 : Number(value.toPrecision(3))} ${unit}`.trim();
}

/** What a fault's graph reaches from and to: nothing at its foot, unless it goes below. */
export function faultRange(values: readonly number[]): { least: number; most: number } {
  const most = values.reduce((high, value) => Math.max(high, value), 0);
  return { least: values.reduce((low, value) => Math.min(low, value), 0), most };
}

/** '00:00:02;10 frame 70: 1.23 codes'. */
export function faultAt({ frames, values, unit }: FaultSeries, at: number, clock: Clock): string {
  const [frame, value] = [frames[at], values[at]];
  if (frame === undefined || value === undefined) return '';
  return `${formatTimecode(frame, clock)} frame ${frame}: ${faultValue(value, unit)}`;
}

function activeText({ left, top, width, height }: ActivePicture): string {
  return `${sizeText({ width, height })} at ${left}, ${top}`;
}

function levelsText({ lumaLow, lumaHigh, range }: Levels): string {
  return `${lumaLow} to ${lumaHigh}, ${range === 'unknown' ? 'range unknown' : range}`;
}
