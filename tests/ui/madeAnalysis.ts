/** An analysis as the engine would report it: film, a native insert, film again in another phase, something frozen; with what a test cares about replaced. */
import type { Analysis, FaultName, FaultSeries, Section, Shot } from '../../model/analysis';
import { findPreset } from '../../model/presets';
import type { Recipe } from '../../model/recipe';

export function madeSection(part: Partial<Section>): Section {
  return {
    from: 0,
    to: 100,
    cadence: 'film',
    pulldown: '3:2',
    phase: 0,
    fieldOrder: 'top-first',
    confidence: 'sure',
    margin: 240,
    because: 'Two fields of every ten are repeats, in the rhythm of 3:2.',
    isChosen: false,
    ...part,
  };
}

export function madeShot(part: Partial<Shot>): Shot {
  return { from: 0, to: 100, start: 'cut', isMidFrame: false, transition: null, ...part };
}

const NATIVE = { pulldown: null, phase: null, because: 'Every field shows a moment of its own.' } as const;

export function madeAnalysis(part: Partial<Analysis> = {}): Analysis {
  return {
    version: 1,
    clipId: 'clip',
    span: { from: 0, to: 300 },
    scan: { value: 'mixed', source: 'measured', because: 'Film and native video are cut together.' },
    fieldOrder: { value: 'top-first', source: 'measured', because: 'Motion runs forward only so.' },
    sections: [
      madeSection({ from: 0, to: 120 }),
      madeSection({ from: 120, to: 150, cadence: 'video-interlaced', ...NATIVE, margin: 90 }),
      madeSection({ from: 150, to: 260, phase: 3, confidence: 'unsure', margin: 5 }),
      madeSection({ from: 260, to: 300, cadence: 'static', ...NATIVE, fieldOrder: null, margin: null }),
    ],
    shots: [
      madeShot({ from: 0, to: 60, start: 'clip' }),
      madeShot({ from: 60, to: 120 }),
      madeShot({ from: 120, to: 150, isMidFrame: true }),
      madeShot({ from: 150, to: 300, start: 'dissolve', transition: { from: 144, to: 156 } }),
    ],
    activePicture: {
      value: { left: 8, top: 2, width: 704, height: 476 },
      source: 'measured',
      because: 'The columns at both sides stay at black.',
    },
    levels: {
      value: { lumaLow: 16, lumaHigh: 229, lumaMin: 12, lumaMax: 240, range: 'limited' },
      source: 'measured',
      because: 'Nearly all codes lie within 16 to 235.',
    },
    frameFaults: [
      { frame: 33, kind: 'duplicate', because: 'The same picture as the frame before.' },
      { frame: 210, kind: 'dropped', because: 'A film frame is missing here.' },
    ],
    faults: [madeFault('noise', 'Noise', 1.2), madeFault('blocking', 'Blocking', 0.4)],
    notices: ['The flags say interlaced, most of the pictures are film.'],
    suggestion: {
      recipe: findPreset('dvd-film') ?? ({} as Recipe),
      because: '86 % of the moving frames are telecined film.',
    },
    seconds: 4.2,
    ...part,
  };
}

export function madeFault(name: FaultName, title: string, median: number): FaultSeries {
  const frames = Array.from({ length: 60 }, (_none, at) => at * 5);
  const values = frames.map((frame) => median * (1 + 0.5 * Math.sin(frame / 20)));
  return {
    name,
    title,
    unit: 'codes',
    says: `${title} in flat parts. More is worse.`,
    frames,
    values,
    median,
    worstFrame: 30,
  };
}
