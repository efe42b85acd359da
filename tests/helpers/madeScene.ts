/**
 * Moving pictures out of thin air, sampled at any moment: a textured background under a camera, and things that move in front of it.
 *
 * Only luma, only the lines of one field at a time; the same seed gives the same pictures.
 */
import { openRandom } from '../../scripts/samples/noise';
export type Random = () => number;

export interface SceneOptions {
  seed: number;
  /** Camera in pixels per second. */
  pan?: { x: number; y: number };
  /** Share per second by which the picture grows. */
  zoom?: number;
  /** Pixels by which an unsteady hand moves the camera. */
  shake?: number;
  /** Things in front, and the pixels per second that they travel. */
  things?: number;
  thingSpeed?: number;
  /** Factor on all luma above black: 0.1 is a dark shot. */
  gain?: number;
  /** Factor on the contrast of the texture. */
  contrast?: number;
}

export interface Scene {
  /** Writes every second line from `firstLine` on, as shown at a moment. */
  drawField(into: Uint8Array, size: { width: number; height: number }, firstLine: number, secs: number): void;
}

interface Thing {
  x: number;
  y: number;
  radiusX: number;
  radiusY: number;
  speed: number;
  turn: number;
  u: number;
  v: number;
}

const SIDE = 1024;
const MASK = SIDE - 1;

export function createScene(options: SceneOptions): Scene {
  const { seed, pan = { x: 0, y: 0 }, zoom = 0, shake = 0, things = 0, thingSpeed = 0, gain = 1 } = options;
  const random = openRandom(seed);
  const texture = createTexture(random, options.contrast ?? 1);
  const phase = random() * 100;
  const crowd = Array.from({ length: things }, (): Thing => createThing(random, thingSpeed));
  return {
    drawField: (into, { width, height }, firstLine, secs) => {
      const scale = 1 / (1 + zoom * secs);
      const offsetX = 300 + pan.x * secs + shake * sway(secs + phase);
      const offsetY = 300 + pan.y * secs + shake * sway(1.3 * secs + 2 * phase);
      const places = crowd.map((thing) => placeOf(thing, secs, width, height));
      for (let line = firstLine; line < height; line += 2) {
        const v = offsetY + (line - height / 2) * scale;
        const at = line * width;
        drawRow(into, at, width, texture, offsetX - (width / 2) * scale, v, scale);
        for (const [i, thing] of crowd.entries()) drawThing(into, at, width, line, texture, thing, places[i]);
        if (gain !== 1) darken(into, at, width, gain);
      }
    },
  };
}

function sway(secs: number): number {
  return Math.sin(5.1 * secs) + 0.6 * Math.sin(11.3 * secs + 1) + 0.3 * Math.sin(23.7 * secs + 2);
}

function createThing(random: Random, speed: number): Thing {
  return {
    ...{ x: random(), y: random(), radiusX: 25 + 90 * random(), radiusY: 25 + 90 * random() },
    ...{ speed: speed * (0.6 + 0.8 * random()), turn: 2 * Math.PI * random() },
    ...{ u: SIDE * random(), v: SIDE * random() },
  };
}

/** Things travel on ovals. */
function placeOf(thing: Thing, secs: number, width: number, height: number): { x: number; y: number } {
  const angle = thing.turn + (thing.speed * secs) / 120;
  return { x: width * thing.x + 120 * Math.cos(angle), y: height * thing.y + 80 * Math.sin(1.3 * angle) };
}

function drawRow(
  into: Uint8Array,
  at: number,
  width: number,
  texture: Float32Array,
  u0: number,
  v: number,
  scale: number,
): void {
  const row = Math.floor(v);
  const down = v - row;
  const upper = (row & MASK) * SIDE;
  const lower = ((row + 1) & MASK) * SIDE;
  for (let x = 0; x < width; x++) {
    const u = u0 + x * scale;
    const column = Math.floor(u);
    const across = u - column;
    const [a, b] = [column & MASK, (column + 1) & MASK];
    const top = (texture[upper + a] as number) * (1 - across) + (texture[upper + b] as number) * across;
    const bottom = (texture[lower + a] as number) * (1 - across) + (texture[lower + b] as number) * across;
    into[at + x] = top * (1 - down) + bottom * down + 0.5;
  }
}

function drawThing(
  into: Uint8Array,
  at: number,
  width: number,
  line: number,
  texture: Float32Array,
  thing: Thing,
  place: { x: number; y: number } | undefined,
): void {
  if (!place) return;
  const dy = (line - place.y) / thing.radiusY;
  if (Math.abs(dy) >= 1) return;
  const half = thing.radiusX * Math.sqrt(1 - dy * dy);
  const left = place.x - half;
  const right = place.x + half;
  const row = (Math.floor(thing.v + line - place.y) & MASK) * SIDE;
  for (let x = Math.max(0, Math.floor(left)); x < Math.min(width, Math.ceil(right)); x++) {
    // Edges are as soft as a lens makes them: a step would jump by whole pixels.
    const share = Math.min(1, x + 1 - left, right - x, (half * 2) / 3);
    const u = thing.u + x - place.x;
    const column = Math.floor(u);
    const across = u - column;
    const value =
      (texture[row + (column & MASK)] as number) * (1 - across) +
      (texture[row + ((column + 1) & MASK)] as number) * across;
    const own = into[at + x] as number;
    into[at + x] = own + (Math.min(235, value + 30) - own) * Math.max(0, share) + 0.5;
  }
}

function darken(into: Uint8Array, at: number, width: number, gain: number): void {
  for (let x = 0; x < width; x++) into[at + x] = 16 + ((into[at + x] as number) - 16) * gain + 0.5;
}

/** Clouds of several sizes with hard-edged shapes among them, smoothed as a lens does. */
function createTexture(random: Random, contrast: number): Float32Array {
  const texture = new Float32Array(SIDE * SIDE).fill(110);
  for (let cells = 8; cells <= 256; cells *= 2)
    addClouds(texture, random, cells, contrast * (180 / Math.sqrt(cells)));
  for (let i = 0; i < 120; i++) addShape(texture, random, contrast);
  const smooth = smoothed(smoothed(texture, 1), SIDE);
  return smooth.map((value) => Math.min(225, Math.max(20, value)));
}

function addClouds(texture: Float32Array, random: Random, cells: number, height: number): void {
  const knots = Float32Array.from({ length: cells * cells }, () => (random() - 0.5) * height);
  const step = SIDE / cells;
  for (let y = 0; y < SIDE; y++) {
    const [row, down] = [Math.floor(y / step), (y % step) / step];
    for (let x = 0; x < SIDE; x++) {
      const [column, across] = [Math.floor(x / step), (x % step) / step];
      const right = (column + 1) % cells;
      const below = (row + 1) % cells;
      const top =
        (knots[row * cells + column] as number) * (1 - across) +
        (knots[row * cells + right] as number) * across;
      const bottom =
        (knots[below * cells + column] as number) * (1 - across) +
        (knots[below * cells + right] as number) * across;
      texture[y * SIDE + x] = (texture[y * SIDE + x] as number) + top * (1 - down) + bottom * down;
    }
  }
}

function addShape(texture: Float32Array, random: Random, contrast: number): void {
  const [left, top] = [Math.floor(SIDE * random()), Math.floor(SIDE * random())];
  const [width, height] = [4 + Math.floor(90 * random()), 4 + Math.floor(90 * random())];
  const lift = (random() - 0.5) * 140 * contrast;
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) {
      const at = (y & MASK) * SIDE + (x & MASK);
      texture[at] = (texture[at] as number) + lift;
    }
  }
}

function smoothed(texture: Float32Array, step: number): Float32Array {
  const all = SIDE * SIDE;
  return texture.map(
    (value, at) =>
      (value * 2 + (texture[(at + step) % all] as number) + (texture[(at + all - step) % all] as number)) / 4,
  );
}
