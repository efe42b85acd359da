import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Analysis, phaseAt } from '../../model/analysis';
import { analyseClip } from '../../native-pipeline/analysis/analyse';
import { type Catalog, createCatalog } from '../../native-pipeline/clips/catalog';
import { findTools, type Tools } from '../../native-pipeline/ffmpeg/tools';
import { BUILDS } from '../helpers/ffmpegBuilds';
import { judge } from '../helpers/judgedCadence';
import { CODINGS, type MadeClip, makeClip, type Part } from '../helpers/madeCadence';
import type { SceneOptions } from '../helpers/madeScene';

const root = path.resolve(import.meta.dirname, '../..');
const media = path.resolve(root, '../shared/media');

let tools: Tools;
let catalog: Catalog;
let folder: string;

beforeAll(async () => {
  tools = await findTools();
  catalog = createCatalog(tools);
  folder = await mkdtemp(path.join(os.tmpdir(), 'remaster-cadence-'));
});

afterAll(async () => {
  catalog.close();
  await rm(folder, { recursive: true, force: true });
});

async function analyse(file: string, span: { from: number; to: number } | null = null): Promise<Analysis> {
  const open = await catalog.open(file);
  await open.whenIndexed;
  const task = { signal: new AbortController().signal, onProgress: () => {} };
  const analysis = await analyseClip(open, tools, span, task);
  open.close();
  return analysis;
}

/** "film 3:2 1" at each section's first frame. */
function told({ sections }: Analysis): string[] {
  return sections.map(({ from, cadence, pulldown, phase }) =>
    [from, cadence, pulldown ?? '', phase ?? ''].join(' ').trim().replace(/ +/g, ' '),
  );
}

const PAN: SceneOptions = { seed: 11, pan: { x: 130, y: 12 } };
const CROWD: SceneOptions = { seed: 12, things: 5, thingSpeed: 220 };
const SHAKE: SceneOptions = { seed: 13, shake: 7, things: 2, thingSpeed: 150 };
const ZOOM: SceneOptions = { seed: 14, zoom: 0.15 };
const STILL: SceneOptions = { seed: 15 };

async function judged(name: string, clip: MadeClip) {
  const file = path.join(folder, `${name}.mkv`);
  const truth = await makeClip(tools.ffmpeg.path, file, clip);
  const analysis = await analyse(file);
  return { analysis, truth, verdict: judge(analysis, truth, clip.order) };
}

describe('a clip of known cadence', () => {
  test('cut from 3:2 of every phase, top field first, with noise, gives class, phase and limits of every shot', async () => {
    const scenes = [PAN, CROWD, SHAKE, ZOOM, { ...PAN, seed: 16 }];
    const parts = scenes.map((scene, i): Part => ({ kind: '3:2', frames: 28, phase: (2 * i) % 5, scene }));
    const { verdict, analysis } = await judged('phases', {
      order: 'top-first',
      rate: '30000/1001',
      parts,
      noise: 1.5,
    });
    expect(verdict.complaints).toEqual([]);
    expect(verdict.counts.phasesRight).toBe(verdict.counts.moving);
    expect(analysis.shots.map(({ from }) => from)).toEqual([0, 28, 56, 84, 112]);
    expect(analysis.fieldOrder).toMatchObject({ value: 'top-first', source: 'measured' });
  });

  test('with inserts of 5, 10 and 20 frames, bottom field first, at 2 Mb/s, keeps every insert apart', async () => {
    const film = (frames: number, phase: number, scene: SceneOptions): Part => ({
      kind: '3:2',
      frames,
      phase,
      scene,
    });
    const parts: Part[] = [
      film(36, 4, CROWD),
      { kind: 'i', frames: 5, scene: PAN },
      film(30, 1, SHAKE),
      { kind: 'p', frames: 10, scene: { ...PAN, seed: 17 } },
      film(30, 3, ZOOM),
      { kind: 'i', frames: 20, scene: { ...SHAKE, seed: 18 } },
      { kind: '2:3:3:2', frames: 30, phase: 2, scene: { ...CROWD, seed: 19 } },
    ];
    const clip: MadeClip = {
      order: 'bottom-first',
      rate: '30000/1001',
      parts,
      noise: 1,
      coding: CODINGS.poor,
    };
    const { verdict, analysis } = await judged('inserts', clip);
    expect(verdict.complaints).toEqual([]);
    expect(analysis.scan.value).toBe('mixed');
    expect(analysis.fieldOrder.value).toBe('bottom-first');
  });

  test('at 25 frames a second tells Euro pulldown, shifted fields, interlaced video and whole frames apart', async () => {
    const parts: Part[] = [
      { kind: 'euro', frames: 60, phase: 7, scene: PAN },
      { kind: 'i', frames: 24, scene: CROWD },
      { kind: '2:2', frames: 24, phase: 1, scene: SHAKE },
      { kind: 'p', frames: 24, scene: { ...PAN, seed: 20 } },
    ];
    const { verdict } = await judged('pal', { order: 'top-first', rate: '25', parts, noise: 1 });
    expect(verdict.complaints).toEqual([]);
  });

  test('with a still and a dark shot gives them the class of the film around, and calls them static between unlike shots', async () => {
    const parts: Part[] = [
      { kind: '3:2', frames: 30, phase: 0, scene: PAN },
      { kind: 'p', frames: 20, scene: STILL },
      { kind: '3:2', frames: 30, phase: 2, scene: CROWD },
      { kind: 'p', frames: 20, scene: { ...STILL, seed: 21, gain: 0.12 } },
      { kind: 'i', frames: 30, scene: SHAKE },
    ];
    const { verdict, analysis } = await judged('still', {
      order: 'top-first',
      rate: '30000/1001',
      parts,
      noise: 1,
    });
    expect(verdict.complaints).toEqual([]);
    expect(told(analysis).map((text) => text.split(' ')[1])).toEqual([
      'film',
      'film',
      'static',
      'video-interlaced',
    ]);
  });

  test('with titles in native video over film is called hybrid there, and only there', async () => {
    const parts: Part[] = [
      { kind: '3:2', frames: 40, phase: 1, scene: CROWD },
      { kind: '3:2', frames: 60, phase: 3, scene: PAN, titleSpeed: 0.8 },
      { kind: '3:2', frames: 40, phase: 0, scene: SHAKE },
    ];
    const { verdict } = await judged('titles', { order: 'top-first', rate: '30000/1001', parts, noise: 1 });
    expect(verdict.complaints).toEqual([]);
  });

  test('with titles over film that hide most of what moves is called hybrid there, surely', async () => {
    const parts: Part[] = [
      { kind: '3:2', frames: 40, phase: 1, scene: CROWD },
      { kind: '3:2', frames: 75, phase: 3, scene: CROWD, startSecs: 3, titleSpeed: 1, titleWidth: 0.9 },
      { kind: 'i', frames: 40, scene: SHAKE },
    ];
    const { verdict, analysis } = await judged('rolls', { order: 'bottom-first', rate: '30000/1001', parts });
    expect(verdict.complaints).toEqual([]);
    expect(told(analysis)[1]).toContain('hybrid');
    expect(analysis.sections[1]).toMatchObject({ confidence: 'sure' });
  });

  test('with titles in native video over whole frames, at 25 frames a second, is called hybrid there, and only there', async () => {
    const parts: Part[] = [
      { kind: 'p', frames: 40, scene: CROWD },
      { kind: 'p', frames: 60, scene: PAN, titleSpeed: 0.8 },
      { kind: 'p', frames: 40, scene: SHAKE },
    ];
    const { verdict } = await judged('titles-whole', { order: 'top-first', rate: '25', parts, noise: 1 });
    expect(verdict.complaints).toEqual([]);
  });

  test('cut on film between the two fields of a frame has a shot that begins there, in one unbroken section', async () => {
    const parts: Part[] = [
      {
        kind: '3:2',
        frames: 60,
        phase: 0,
        scene: CROWD,
        filmCut: { film: 18, scene: { ...CROWD, seed: 22 } },
      },
    ];
    const { analysis } = await judged('film-cut', { order: 'top-first', rate: '30000/1001', parts });
    // Film frame 18 is a C: its first field comes with frame 23, its second field with frame 22.
    expect(analysis.shots.map(({ from, isMidFrame }) => [from, isMidFrame])).toEqual([
      [0, false],
      [22, true],
    ]);
    expect(told(analysis)).toEqual(['0 film 3:2 0']);
  });

  test('says which field comes first against a flag that is wrong', async () => {
    const file = path.join(folder, 'wrong-flag.mkv');
    const parts: Part[] = [{ kind: 'i', frames: 30, scene: SHAKE }];
    const flags = [...CODINGS.dvd, '-field_order', 'tt'];
    await makeClip(tools.ffmpeg.path, file, {
      ...{ order: 'bottom-first', rate: '30000/1001', parts, coding: flags, flaggedOrder: 'top-first' },
    });
    const analysis = await analyse(file);
    expect(analysis.fieldOrder.value).toBe('bottom-first');
    expect(analysis.notices.join(' ')).toMatch(
      /says the top field first; motion shows the bottom field first in 1 of 1/,
    );
  });
});

describe('our own samples', () => {
  test('the station clip is film with one native shot, cut in at the frame that truth.json names', async () => {
    const truth = JSON.parse(readFileSync(path.join(root, 'samples/truth.json'), 'utf8')) as SampleTruth;
    const sample = truth.samples.find((one) => one.path === 'station-sd.mpg');
    const analysis = await analyse(path.join(root, 'samples/station-sd.mpg'));
    const limits = analysis.sections.map(({ from, to }) => ({ from, to }));
    expect(limits).toEqual(sample?.video.cadence.map(({ from, to }) => ({ from, to })));
    expect(told(analysis)).toEqual(['0 film 3:2 0', '150 video-interlaced', '210 film 3:2 2']);
    expect(analysis.sections[1]?.because).toMatch(/one lies [2-6]\.\d times as far apart as the other/);
    // The explosion at 175 is no cut: most of the picture goes on.
    expect(analysis.shots.map(({ from }) => from)).toEqual([0, 92, 150, 210]);
  });

  test.each([
    ['soft-telecine.mpg', ['0 film soft']],
    ['hard-telecine.mpg', ['0 film 3:2 0']],
    ['native-29.97i.mpg', ['0 video-interlaced']],
    ['progressive-23.976.mpg', ['0 video-progressive']],
    ['aspect-pal-25i.mpg', ['0 video-interlaced']],
  ])('%s is what it was drawn as', async (name, wanted) => {
    expect(told(await analyse(path.join(root, 'samples/tiny', name)))).toEqual(wanted);
  });

  test('a part of a clip is counted in the clip’s own frames', async () => {
    const analysis = await analyse(path.join(root, 'samples/station-sd.mpg'), { from: 120, to: 240 });
    expect(analysis.span).toEqual({ from: 120, to: 240 });
    expect(told(analysis)).toEqual(['120 film 3:2 0', '150 video-interlaced', '210 film 3:2 2']);
  });

  test('both builds of ffmpeg give the same sections', async () => {
    const all: string[][] = [];
    for (const build of BUILDS) {
      const own = await findTools({ ffmpegPath: build.path });
      const clips = createCatalog(own);
      const open = await clips.open(path.join(root, 'samples/tiny/hard-telecine.mpg'));
      await open.whenIndexed;
      const task = { signal: new AbortController().signal, onProgress: () => {} };
      all.push(told(await analyseClip(open, own, null, task)));
      clips.close();
    }
    for (const one of all) expect(one).toEqual(all[0]);
  });
});

interface SampleTruth {
  samples: { path: string; video: { cadence: { from: number; to: number }[] } }[];
}

interface PairTruth {
  sd: { file: string; field_order: 'tff' | 'bff' };
  timing: { segments: { sd_first: number; sd_count: number; mode: string; cadence_phase?: number }[] };
}

const pairs = path.join(media, 'dev/pairs');
describe.skipIf(!existsSync(pairs))('the pairs with known truth (skipped without ../shared/media)', () => {
  test.each(['dev_pair1_drawing', 'dev_pair2_juggle', 'dev_pair3_mixed'])('%s', async (name) => {
    const truth = JSON.parse(readFileSync(path.join(pairs, `${name}.truth.json`), 'utf8')) as PairTruth;
    const analysis = await analyse(path.join(pairs, truth.sd.file));
    expect(analysis.fieldOrder.value).toBe(truth.sd.field_order === 'tff' ? 'top-first' : 'bottom-first');
    expect(told(analysis)).toEqual(
      truth.timing.segments.map(({ sd_first, mode, cadence_phase }) => {
        if (mode.startsWith('3:2')) return `${sd_first} film 3:2 ${cadence_phase}`;
        return `${sd_first} ${mode.startsWith('native') ? 'video-interlaced' : 'video-progressive'}`;
      }),
    );
  });
});

const patterns = path.join(media, 'oracle/interlace');
describe.skipIf(!existsSync(patterns))('published patterns (skipped without ../shared/media)', () => {
  test.each([
    ['interlaced_bff.mkv', 'video-interlaced', 'bottom-first'],
    ['interlaced_tff.mkv', 'video-interlaced', 'top-first'],
    ['progressive.mkv', 'video-progressive', null],
    ['telecined_hard.mkv', 'film', 'top-first'],
    ['telecined_soft.mkv', 'film', null],
    ['telecined_soft.ts', 'film', null],
  ])('%s is %s, %s', async (name, cadence, order) => {
    const analysis = await analyse(path.join(patterns, `bt601-525_480_${name}`));
    expect(analysis.sections.map((section) => section.cadence)).toEqual([cadence]);
    expect(analysis.fieldOrder.value).toBe(order);
    const [section] = analysis.sections;
    if (section?.pulldown === '3:2') expect(phaseAt(section, section.from + 5)).toBe(section.phase);
  });
});
