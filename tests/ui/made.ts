/** Clips, plans, measurements and jobs as an engine would report them, with what a test cares about replaced. */
import type { Clip } from '../../model/clip';
import type { Measurement } from '../../model/compare';
import type { DoctorReport, ToolReport } from '../../model/contract';
import type { Job } from '../../model/job';
import type { Plan, Recipe } from '../../model/recipe';
import { madeClip as clipOf } from '../helpers/madeClip';

export function madeClip(part: Partial<Clip> = {}): Clip {
  const clip = clipOf();
  const because = 'Nothing is tagged; 480 lines are usually BT.601.';
  return {
    ...clip,
    ...{ id: 'clip', path: '/videos/dvd.vob', name: 'dvd.vob', sizeBytes: 734_003_200 },
    ...{ format: 'mpeg', formatTitle: 'MPEG-PS (MPEG-2 Program Stream)', codecTitle: 'MPEG-2 video' },
    ...{ durationSecs: 10.01, startSecs: 0.5 },
    colour: { ...clip.colour, matrix: { value: 'smpte170m', source: 'assumed', because } },
    ...part,
  };
}

/** A plan whose graph names the steps and their settings, so that a test sees what was planned. */
export function madePlan(recipe: Recipe | null, part: Partial<Plan> = {}): Plan {
  const steps = recipe?.steps.filter(({ isOn }) => isOn) ?? [];
  return {
    graph: steps.map(({ kind, settings }) => `${kind}=${JSON.stringify(settings)}`).join(','),
    size: steps.length > 0 ? { width: 1440, height: 1080 } : { width: 720, height: 480 },
    sampleAspect: { n: 1, d: 1 },
    pixelFormat: 'yuv420p',
    matrix: 'bt709',
    primaries: 'bt709',
    transfer: 'bt709',
    range: 'limited',
    siting: 'left',
    chromaFields: null,
    rate: { n: 24000, d: 1001 },
    relation: { kind: 'same' },
    memory: { behind: 0, ahead: 0, isExact: true, tolerance: '' },
    objections: [],
    ...part,
  };
}

export function madeMeasurement(): Measurement {
  const because = 'An upscale has no original: the numbers only rank variants of one frame.';
  const tool = { name: 'pixelmatch', version: '7.2.0' };
  const score = { validity: 'relative' as const, because, tool };
  return {
    compares: 'B against a plain bicubic enlargement of A at 1440 × 1080.',
    frame: 48,
    frames: {
      a: { frame: 60, sourceFrame: 60, fields: null },
      b: { frame: 48, sourceFrame: 60, fields: null },
      isSameClip: true,
    },
    width: 1440,
    height: 1080,
    threshold: 0.1,
    scores: [
      { metric: 'pixelmatch', value: 0.0123, unit: 'share', parts: { pixels: 19129, of: 1555200 }, ...score },
      { metric: 'psnr', value: 31.417, unit: 'dB', parts: { r: 31.1, g: 31.9, b: 31.2 }, ...score },
      { metric: 'ssim', value: 0.91234, unit: '', parts: { r: 0.91, g: 0.92, b: 0.9 }, ...score },
    ],
  };
}

export function madeJob(part: Partial<Job> = {}): Job {
  return {
    id: 'job-1',
    kind: 'render',
    title: 'Render dvd.vob',
    state: 'running',
    turn: null,
    hasBegun: true,
    cannotPause: null,
    progress: { done: 30, total: 300, fps: 24.5, secsLeft: 11 },
    problem: null,
    result: null,
    ...part,
  };
}

export function madeDoctor(): DoctorReport {
  const tool = (name: ToolReport['name']): ToolReport => ({
    name,
    path: `/bin/${name}`,
    version: '7.0',
    from: 'PATH',
  });
  return {
    ffmpeg: tool('ffmpeg'),
    ffprobe: tool('ffprobe'),
    electron: { ...tool('electron'), path: null, version: null, from: 'not installed' },
    filters: { zscale: true, nnedi: false },
    encoders: { ffv1: true },
    problems: [
      'nnedi is missing: the finest deinterlacer cannot be offered. Install a fuller build of ffmpeg.',
    ],
    version: '0.1.0',
  };
}
