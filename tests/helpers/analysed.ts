/** An analysis made by hand, for tests of what follows it. */
import type { Analysis, Section, Shot } from '../../model/analysis';
import type { FieldOrder, Finding } from '../../model/clip';
import { presetOf } from './madeRecipe';

/** Section as the tests write it: limits, cadence, pulldown, phase. */
export type MadeSection = readonly [
  from: number,
  to: number,
  cadence: Section['cadence'],
  pulldown?: Section['pulldown'],
  phase?: number,
];

export function madeSection([from, to, cadence, pulldown = null, phase]: MadeSection): Section {
  const sure = {
    confidence: 'sure',
    margin: 99,
    because: 'Made so.',
    isChosen: false,
    fieldOrder: null,
  } as const;
  return { from, to, cadence, pulldown, phase: pulldown === null ? null : (phase ?? 0), ...sure };
}

export function madeShot(from: number, to: number, isMidFrame = false): Shot {
  return { from, to, start: from === 0 ? 'clip' : 'cut', isMidFrame, transition: null };
}

/** Every section is a shot of its own unless shots are given. */
export function madeAnalysis(
  sections: readonly MadeSection[],
  fieldOrder: FieldOrder | null = 'top-first',
  shots: Shot[] = sections.map(([from, to]) => madeShot(from, to)),
): Analysis {
  const measured = <Value>(value: Value): Finding<Value> => ({
    value,
    source: 'measured',
    because: 'Made so.',
  });
  return {
    version: 0,
    clipId: 'clip',
    span: { from: 0, to: sections.at(-1)?.[1] ?? 0 },
    scan: measured(fieldOrder === null ? 'progressive' : 'mixed'),
    fieldOrder: measured(fieldOrder),
    sections: sections.map(madeSection),
    shots,
    activePicture: measured({ left: 0, top: 0, width: 720, height: 480 }),
    levels: measured({ lumaLow: 16, lumaHigh: 235, lumaMin: 16, lumaMax: 235, range: 'limited' }),
    frameFaults: [],
    faults: [],
    notices: [],
    suggestion: { recipe: presetOf('dvd-true'), because: 'Made so.' },
    seconds: 0,
  };
}
