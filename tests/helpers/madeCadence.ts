/**
 * Clips of known cadence: scenes shown through every pulldown, in both field orders, with breaks, inserts, noise and titles, coded as a DVD or tape would be.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Cadence, Pulldown } from '../../model/analysis';
import { cycleOf } from '../../model/analysis';
import type { FieldOrder } from '../../model/clip';
import { filmOfFields } from '../../model/pulldown';
import { openRandom } from '../../scripts/samples/noise';
import { createScene, type Scene, type SceneOptions } from './madeScene';

export interface Part {
  /** How the part's fields follow from its scene; 'p' is progressive at the frame rate, 'i' native video. */
  kind: Exclude<Pulldown, 'soft'> | 'i' | 'p';
  frames: number;
  scene: SceneOptions;
  /** Position of the first frame; default 0. */
  phase?: number;
  /** Film grain in codes: new in every film frame (or moment), part of the picture. */
  grain?: number;
  /** Seconds of its scene that have passed before the part begins. */
  startSecs?: number;
  /** Native titles over it: pixels per field that they scroll up. */
  titleSpeed?: number;
  /** Share of the picture's width that they cover; default: a third. */
  titleWidth?: number;
  /** The film frame (counted from the first of the part's cycle) from which on another scene is shown: a cut made on film. */
  filmCut?: { film: number; scene: SceneOptions };
}

export interface MadeClip {
  order: FieldOrder;
  rate: '30000/1001' | '25';
  parts: readonly Part[];
  /** What the file says of the order; default: the truth. */
  flaggedOrder?: FieldOrder;
  /** Noise in codes, another one in every field. */
  noise?: number;
  /** ffmpeg's encoder options. */
  coding?: readonly string[];
  seed?: number;
}

/** What a frame is. */
export interface FrameTruth {
  cadence: Cadence;
  pulldown: Pulldown | null;
  phase: number | null;
  /** True where clean pictures, without noise, move enough to show it within three frames of the same part. */
  isMoving: boolean;
  /** Place of its part. */
  part: number;
}

export const SIZES = {
  '30000/1001': { width: 720, height: 480 },
  '25': { width: 720, height: 576 },
} as const;
const MPEG2 = ['-c:v', 'mpeg2video', '-g', '15', '-bf', '2', '-flags', '+ildct+ilme'];
export const CODINGS = {
  dvd: [...MPEG2, '-b:v', '6M', '-maxrate', '8M', '-bufsize', '1835k'],
  poor: [...MPEG2, '-b:v', '2M', '-maxrate', '2M', '-bufsize', '1835k'],
  exact: ['-c:v', 'ffv1'],
} as const;

/** Draws the clip into a file and returns what each frame is. */
export async function makeClip(ffmpeg: string, file: string, clip: MadeClip): Promise<FrameTruth[]> {
  const size = SIZES[clip.rate];
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'gray', '-video_size', `${size.width}x${size.height}`];
  const isTopFlagged = (clip.flaggedOrder ?? clip.order) === 'top-first';
  const field = isTopFlagged ? 'tff' : 'bff';
  const filter = `setfield=${field},scale=in_range=full:out_range=full,format=yuv420p`;
  const args = ['-v', 'error', '-y', ...raw, '-framerate', clip.rate, '-i', 'pipe:0', '-vf', filter];
  const top = ['-top', isTopFlagged ? '1' : '0'];
  const child = spawn(ffmpeg, [...args, ...(clip.coding ?? CODINGS.dvd), ...top, file], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  const truth: FrameTruth[] = [];
  const motions: number[] = [];
  for (const frame of drawFrames(clip)) {
    truth.push(frame.truth);
    motions.push(frame.motion);
    if (!child.stdin.write(Buffer.from(frame.luma))) await once(child.stdin, 'drain');
  }
  child.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`The test clip could not be coded: ${file}`);
  return truth.map((frame, i) => ({ ...frame, isMoving: isMovingAround(truth, motions, i) }));
}

/** Squared codes; with grain the prototype's 3, in the range that ffmpeg does not stretch. */
const MOVING = 2.2;

function isMovingAround(truth: readonly FrameTruth[], motions: readonly number[], frame: number): boolean {
  for (let other = Math.max(0, frame - 3); other <= Math.min(truth.length - 1, frame + 3); other++) {
    if (truth[other]?.part === truth[frame]?.part && (motions[other] ?? 0) > MOVING) return true;
  }
  return false;
}

interface DrawnFrame {
  luma: Uint8Array;
  truth: FrameTruth;
  /** The fourth largest block difference to the frame before, clean; 0 at the first frame of a part. */
  motion: number;
}

function* drawFrames(clip: MadeClip): Generator<DrawnFrame> {
  const size = SIZES[clip.rate];
  const fps = clip.rate === '25' ? 25 : 30000 / 1001;
  const luma = new Uint8Array(size.width * size.height);
  const grains = createGrains(clip.seed ?? 1);
  const measure = createMotionMeter(size);
  let shown = 0;
  for (const [place, part] of clip.parts.entries()) {
    const scene = createScene(part.scene);
    const later = part.filmCut ? createScene(part.filmCut.scene) : scene;
    for (let frame = 0; frame < part.frames; frame++, shown++) {
      let motion = 0;
      for (const second of [0, 1] as const) {
        const moment = momentOf(part, frame, second, fps);
        const isTop = (clip.order === 'top-first') === (second === 0);
        const firstLine = isTop ? 0 : 1;
        const own: Scene = part.filmCut && moment.film >= part.filmCut.film ? later : scene;
        own.drawField(luma, size, firstLine, (part.startSecs ?? 0) + moment.secs);
        // Repeats are seen in grain too; whether the fields of a frame belong together is not, for each line has its own.
        const showsGrain = part.kind === '3:2' || part.kind === '2:3:3:2';
        if (!showsGrain) motion = Math.max(motion, measure(luma, firstLine));
        if (part.grain) grains.add(luma, size, firstLine, part.grain, moment.film * 7919 + place);
        if (showsGrain) motion = Math.max(motion, measure(luma, firstLine));
        if (part.titleSpeed)
          drawTitles(luma, size, firstLine, part.titleSpeed * (2 * shown + second), part.titleWidth);
        if (clip.noise) grains.add(luma, size, firstLine, clip.noise, 1e6 + 2 * shown + second);
      }
      yield { luma, truth: truthOf(part, frame, place), motion: frame === 0 ? 0 : motion };
    }
  }
}

/** When the moment was that a field shows, and which film frame (or moment) that is. */
function momentOf(part: Part, frame: number, second: 0 | 1, fps: number): { secs: number; film: number } {
  if (part.kind === 'i') return { secs: (frame + second / 2) / fps, film: 2 * frame + second };
  if (part.kind === 'p') return { secs: frame / fps, film: frame };
  const isShifted = part.kind === '2:2' && part.phase === 1;
  const position = part.kind === '2:2' ? frame : (part.phase ?? 0) + frame;
  const film = filmOfFields(part.kind, position, isShifted)[second];
  return { secs: film / (part.kind === '2:2' ? fps : fps * filmPerFrame(part.kind)), film };
}

function filmPerFrame(kind: '3:2' | '2:3:3:2' | 'euro'): number {
  return kind === 'euro' ? 24 / 25 : 4 / 5;
}

function truthOf({ kind, phase = 0, titleSpeed }: Part, frame: number, part: number): FrameTruth {
  const shared = { isMoving: false, part };
  if (kind === 'i') return { ...shared, cadence: 'video-interlaced', pulldown: null, phase: null };
  if (kind === 'p') {
    return { ...shared, cadence: titleSpeed ? 'hybrid' : 'video-progressive', pulldown: null, phase: null };
  }
  const cycle = cycleOf(kind);
  const position = kind === '2:2' ? phase : (phase + frame) % cycle;
  return { ...shared, cadence: titleSpeed ? 'hybrid' : 'film', pulldown: kind, phase: position };
}

/** Measures how much a field moved since it was drawn last: blocks of 48 × 24, four samples taken as one, as the analysis sees them. */
function createMotionMeter({ width, height }: { width: number; height: number }) {
  const columns = width / 48;
  const rows = Math.floor(height / 24);
  const before = new Uint8Array(width * height);
  return (luma: Uint8Array, firstLine: number): number => {
    const found: number[] = [];
    for (let block = 0; block < columns * rows; block++) {
      const [left, top] = [(block % columns) * 48, Math.floor(block / columns) * 24];
      let [sum, squares] = [0, 0];
      for (let line = top + firstLine; line < top + 24; line += 2) {
        for (let x = left; x < left + 48; x += 4) {
          let difference = 0;
          const at = line * width + x;
          for (let i = at; i < at + 4; i++) difference += (luma[i] as number) - (before[i] as number);
          sum += difference / 4;
          squares += (difference / 4) ** 2;
        }
      }
      found.push(squares / 144 - (sum / 144) ** 2);
    }
    for (let line = firstLine; line < height; line += 2) {
      before.set(luma.subarray(line * width, (line + 1) * width), line * width);
    }
    return found.sort((a, b) => b - a)[3] ?? 0;
  };
}

/** Gaussian numbers from a table, at a place that the seed of the moment chooses: the same moment has the same grain. */
function createGrains(seed: number) {
  const random = openRandom(seed);
  const length = 1 << 18;
  const table = Float32Array.from({ length }, () => random() + random() + random() + random() - 2).map(
    (v) => v * 1.73,
  );
  return {
    add: (
      luma: Uint8Array,
      { width, height }: { width: number; height: number },
      firstLine: number,
      strength: number,
      moment: number,
    ) => {
      for (let line = firstLine; line < height; line += 2) {
        let place = Math.imul(moment * 1009 + line * 9176 + 77, 2654435761) >>> 8;
        const at = line * width;
        for (let x = 0; x < width; x++) {
          place = (place + 1) & (length - 1);
          const value = (luma[at + x] as number) + strength * (table[place] as number);
          luma[at + x] = value < 0 ? 0 : value > 255 ? 255 : value + 0.5;
        }
      }
    },
  };
}

const TITLE_LINE = 44;

/** Bright bars and letters that scroll upwards in the middle of the picture. */
function drawTitles(
  luma: Uint8Array,
  { width, height }: { width: number; height: number },
  firstLine: number,
  scroll: number,
  share = 1 / 3,
): void {
  const [left, right] = [(width * (1 - share)) / 2, (width * (1 + share)) / 2];
  for (let line = firstLine; line < height; line += 2) {
    const text = line + scroll;
    const row = Math.floor(text / TITLE_LINE);
    const within = text - row * TITLE_LINE;
    if (within < 10 || within > 32) continue;
    for (let x = Math.floor(left); x < right; x++) {
      const letter = Math.floor(x / 14);
      const stroke = (letter * 7919 + row * 104729) % 5;
      const isInk =
        x % 14 < 10 && (stroke < 2 ? within < 15 || within > 27 || x % 14 < 3 : x % 14 < 4 || within % 9 < 3);
      if (isInk) luma[line * width + x] = 225;
    }
  }
}
