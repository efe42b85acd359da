/**
 * What lies behind everything: stars, a nebula, a planet. Painted once per shot, moved as a whole, like a matte.
 *
 * Places are in picture heights from the middle, y up, so that a matte is the same at every size.
 */
import { fractal3, noise3, openRandom, smoothstep } from './noise';
import type { Picture } from './paint';
import { dot, unit, type Vec } from './solid';

export interface Planet {
  x: number;
  y: number;
  radius: number;
  /** Where the sun is, seen by the camera: x right, y up, z towards it. */
  sun: Vec;
  seed: number;
}

export interface Sky {
  seed: number;
  /** Strength of the nebula. */
  nebula: number;
  planet: Planet | null;
}

interface Matte {
  width: number;
  height: number;
  /** Red, green, blue, and how much of the stars it hides. */
  data: Float32Array;
}

interface Star {
  x: number;
  y: number;
  r: number;
  g: number;
  b: number;
}

const mattes = new Map<string, Matte>();
/** The matte is larger than the picture by this much, for drift and weave. */
const margin = 1.16;

/** Paints sky and planet, moved by `drift` (picture heights), over the whole picture. */
export function paintBackdrop(sky: Sky, drift: readonly [number, number], picture: Picture): void {
  const matte = openMatte(sky, picture.width, picture.height);
  const offsetX = (matte.width - picture.width) / 2 - drift[0] * picture.height;
  const offsetY = (matte.height - picture.height) / 2 + drift[1] * picture.height;
  const cover = new Float32Array(picture.width * picture.height);
  for (let y = 0; y < picture.height; y += 1) copyRow(matte, offsetX, offsetY + y, picture, y, cover);
  for (const star of starsOf(sky)) addStar(star, drift, picture, cover);
}

function openMatte(sky: Sky, width: number, height: number): Matte {
  const name = `${sky.seed} ${height}`;
  const known = mattes.get(name);
  if (known) return known;
  const matte = paintMatte(sky, Math.ceil(width * margin), Math.ceil(height * margin), height);
  mattes.set(name, matte);
  return matte;
}

function paintMatte(sky: Sky, width: number, height: number, unitPx: number): Matte {
  const data = new Float32Array(width * height * 4);
  const colour = new Float64Array(4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const px = (x + 0.5 - width / 2) / unitPx;
      const py = (height / 2 - y - 0.5) / unitPx;
      colour.fill(0);
      const cover = sky.planet === null ? 0 : planetAt(sky.planet, px, py, 1.2 / unitPx, colour);
      if (cover < 1) nebulaAt(sky, px, py, 1 - cover, colour);
      for (let i = 0; i < 4; i += 1) data[4 * (y * width + x) + i] = colour[i] as number;
    }
  }
  return { width, height, data };
}

function nebulaAt(sky: Sky, x: number, y: number, share: number, into: Float64Array): void {
  const s = sky.seed * 3.7;
  const wx = fractal3(x * 1.5 + s, y * 1.5, 1, 4) - 0.5;
  const wy = fractal3(x * 1.5 + s, y * 1.5, 7, 4) - 0.5;
  const gas = fractal3(x * 1.3 + wx * 1.6 + s, y * 1.3 + wy * 1.6, 2, 6);
  const fine = fractal3(x * 4 + wx * 3 + s, y * 4 + wy * 3, 5, 5);
  const dust = smoothstep(0.42, 0.66, fractal3(x * 2.4 - wy * 2 + s, y * 2.4 + wx * 2, 9, 6));
  const threads = 1 - Math.abs(2 * fractal3(x * 3 + wx * 4 + s, y * 3 + wy * 4, 15, 6) - 1);
  const glow =
    smoothstep(0.42, 0.78, gas) * (0.3 + 0.9 * fine + 0.7 * threads ** 6) * (1 - 0.9 * dust) * sky.nebula;
  const hue = smoothstep(0.42, 0.6, fractal3(x * 0.9 + s, y * 0.9 + wx, 12, 3));
  const veil = 0.0015 + 0.005 * fine;
  into[0] = (into[0] as number) + share * (veil * 0.6 + glow * (0.05 + 0.12 * hue));
  into[1] = (into[1] as number) + share * (veil * 0.7 + glow * (0.105 - 0.045 * hue));
  into[2] = (into[2] as number) + share * (veil + glow * (0.17 - 0.04 * hue));
  into[3] = Math.max(into[3] as number, 1 - share, dust * 0.45 * sky.nebula);
}

/** Adds the planet and its air; returns how much of the sky behind it is hidden. */
function planetAt(planet: Planet, x: number, y: number, soft: number, into: Float64Array): number {
  const nx = (x - planet.x) / planet.radius;
  const ny = (y - planet.y) / planet.radius;
  const far = Math.hypot(nx, ny);
  const softness = soft / planet.radius;
  const disc = smoothstep(1 + softness, 1 - softness, far);
  if (far > 1.25) return 0;
  const rim: Vec = unit([nx, ny, Math.sqrt(Math.max(0, 1 - far * far))]);
  const lit = dot(rim, planet.sun);
  addAir(far, lit, rim, planet, disc, into);
  if (disc === 0) return 0;
  const ground = groundAt(planet, rim, lit);
  for (let i = 0; i < 3; i += 1) into[i] = (into[i] as number) + disc * (ground[i] as number);
  into[3] = disc;
  return disc;
}

function addAir(far: number, lit: number, rim: Vec, planet: Planet, disc: number, into: Float64Array): void {
  const out = Math.max(0, far - 1);
  // Looking along the limb towards the sun, the air lights up strongly: a dawn seen from above.
  const towards =
    Math.max(0, -planet.sun[2]) * Math.max(0, rim[0] * planet.sun[0] + rim[1] * planet.sun[1]) ** 3;
  const day = smoothstep(-0.22, 0.35, lit) + 1.6 * towards;
  const above = (1 - disc) * (0.75 * Math.exp(-out / 0.009) + 0.16 * Math.exp(-out / 0.035));
  const inner = disc * (1 - rim[2]) ** 4 * 0.85;
  const strength = day * (above + inner);
  const dusk = Math.exp(-(((lit - 0.02) / 0.13) ** 2)) * 0.8 + towards * 0.5 * Math.exp(-out / 0.006);
  into[0] = (into[0] as number) + strength * (0.3 + 0.75 * dusk);
  into[1] = (into[1] as number) + strength * (0.56 + 0.1 * dusk);
  into[2] = (into[2] as number) + strength * (1 - 0.45 * dusk);
}

function groundAt(planet: Planet, n: Vec, lit: number): number[] {
  // A tilted axis: bands of weather should not lie level.
  const x = n[0] * 0.86 - n[1] * 0.5 + planet.seed;
  const y = n[0] * 0.5 + n[1] * 0.86;
  const z = n[2];
  const warp = fractal3(x * 2, y * 2, z * 2, 5) - 0.5;
  const height = fractal3(x * 1.7 + warp, y * 2 + warp, z * 1.7, 8);
  const land = smoothstep(0.5, 0.525, height);
  const dry = smoothstep(0.4, 0.62, fractal3(x * 3.1, y * 3.1 + 5, z * 3.1, 6));
  const swirl = fractal3(x * 3 + warp * 2.5, y * 5 - warp * 3, z * 3 + 9, 8);
  const cloud = smoothstep(0.48, 0.7, swirl + 0.1 * (noise3(x * 1.4, y * 4, z) - 0.5));
  const shade = fractal3(
    x * 3 + warp * 2.5 + planet.sun[0] * 0.012,
    y * 5 - warp * 3 + planet.sun[1] * 0.02,
    z * 3 + 9,
    8,
  );
  const relief = 1 + (swirl - shade) * 3;
  const base = [
    mix(0.012, mix(0.15, 0.3, dry), land),
    mix(0.055, mix(0.13, 0.2, dry), land),
    mix(0.085, mix(0.075, 0.11, dry), land),
  ];
  const day = Math.max(0, lit) ** 0.9 * smoothstep(-0.05, 0.12, lit);
  const half = unit([planet.sun[0], planet.sun[1], planet.sun[2] + 1]);
  const glint = (1 - land) * (1 - cloud) * Math.max(0, dot(n, half)) ** 60 * 0.5 * day;
  const dusk = Math.exp(-((lit / 0.12) ** 2));
  const tint = [1 + 0.25 * dusk, 1 - 0.15 * dusk, 1 - 0.45 * dusk];
  const towns = cityLights(x, y, z, land) * smoothstep(0.02, -0.12, lit) * (1 - cloud * 0.8);
  const town = [1, 0.66, 0.3];
  return base.map((albedo, i) => {
    const white = [0.72, 0.74, 0.78][i] as number;
    const seen = mix(albedo, white * relief, cloud) * 0.95;
    const haze = (0.03 + 0.16 * (1 - n[2]) ** 2) * ([0.35, 0.6, 1][i] as number);
    return day * (seen * (tint[i] as number) + haze + glint) + towns * (town[i] as number) + 0.0015;
  });
}

function cityLights(x: number, y: number, z: number, land: number): number {
  const crowd = smoothstep(0.52, 0.72, fractal3(x * 5 + 3, y * 5, z * 5, 4));
  const street =
    smoothstep(0.6, 0.85, noise3(x * 90, y * 90, z * 90)) +
    smoothstep(0.62, 0.9, noise3(x * 38, y * 38, z * 38));
  return (0.15 + land) * crowd * street * 0.9;
}

function starsOf(sky: Sky): Star[] {
  const random = openRandom(sky.seed * 977 + 5);
  const stars: Star[] = [];
  for (let i = 0; i < 2600; i += 1) {
    const power = 0.05 / (random() ** 0.8 + 0.006) ** 1.05;
    const heat = random();
    const x = (random() - 0.5) * 1.7;
    const y = (random() - 0.5) * 1.3;
    stars.push({
      x,
      y,
      r: power * (1.15 - 0.45 * heat),
      g: power * (0.92 - 0.1 * Math.abs(heat - 0.5)),
      b: power * (0.6 + 0.6 * heat),
    });
  }
  return stars;
}

/** A star is a point: it keeps its light whatever the size of the picture, spread over a spot of the lens. */
function addStar(star: Star, drift: readonly [number, number], picture: Picture, cover: Float32Array): void {
  const { width, height, rgb } = picture;
  const cx = width / 2 + (star.x + drift[0]) * height - 0.5;
  const cy = height / 2 - (star.y + drift[1]) * height - 0.5;
  const sigma = 0.75;
  const flux = (height / 1080) ** 2 / (sigma * sigma);
  for (let y = Math.max(0, Math.ceil(cy - 3)); y <= Math.min(height - 1, cy + 3); y += 1) {
    for (let x = Math.max(0, Math.ceil(cx - 3)); x <= Math.min(width - 1, cx + 3); x += 1) {
      const at = y * width + x;
      const spread = Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * sigma * sigma));
      const seen = spread * flux * (1 - (cover[at] as number)) ** 2;
      rgb[3 * at] = (rgb[3 * at] as number) + star.r * seen;
      rgb[3 * at + 1] = (rgb[3 * at + 1] as number) + star.g * seen;
      rgb[3 * at + 2] = (rgb[3 * at + 2] as number) + star.b * seen;
    }
  }
}

function copyRow(
  matte: Matte,
  left: number,
  top: number,
  picture: Picture,
  y: number,
  cover: Float32Array,
): void {
  const yi = Math.min(matte.height - 2, Math.max(0, Math.floor(top)));
  const fy = Math.min(1, Math.max(0, top - yi));
  for (let x = 0; x < picture.width; x += 1) {
    const xi = Math.min(matte.width - 2, Math.max(0, Math.floor(left + x)));
    const fx = Math.min(1, Math.max(0, left + x - xi));
    const from = 4 * (yi * matte.width + xi);
    const below = from + 4 * matte.width;
    for (let i = 0; i < 4; i += 1) {
      const upper = mix(matte.data[from + i] as number, matte.data[from + i + 4] as number, fx);
      const lower = mix(matte.data[below + i] as number, matte.data[below + i + 4] as number, fx);
      const value = mix(upper, lower, fy);
      if (i < 3) picture.rgb[3 * (y * picture.width + x) + i] = value;
      else cover[y * picture.width + x] = value;
    }
  }
}

function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}
