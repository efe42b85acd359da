/**
 * What surfaces are made of: panels, seams, stains, windows, lettering. One sample at a time, without memory.
 */
import { drawLettering, readLettering } from './lettering';
import { hash3, noise3, smoothstep } from './noise';
import { ringRadius } from './station';

/** Written by `readSurface`; one object for all samples, because there are six million of them in a frame. */
export const surface = { r: 0, g: 0, b: 0, lightR: 0, lightG: 0, lightB: 0, gloss: 0, tilt: 0 };

const nameplate = drawLettering('HALCYON', 120, 19, 26);
const numbers = ['07', '12', '19', '24', '31', '36'].map((text) => drawLettering(text, 120, 19, 26));
const sectors = 24;
const sectorLength = (2 * Math.PI * ringRadius) / sectors;

export interface Spot {
  /** Surface coordinates in units, and the size of a sample there. */
  u: number;
  v: number;
  footprint: number;
  /** Place on the solid. */
  y: number;
  radius: number;
  isTurned: boolean;
  /** How much the surface faces outwards, for turned ones. */
  outward: number;
}

export function readHull(spot: Spot): void {
  panels(spot.u, spot.v, spot.footprint, 0.5);
  if (spot.isTurned && spot.radius < 2.4 && spot.outward > 0.9) {
    windows(spot.u, spot.v, spot.footprint, 0.17, 0.24, spot.radius);
  }
}

export function readDark(spot: Spot): void {
  panels(spot.u * 1.7, spot.v * 1.7, spot.footprint * 1.7, 0.2);
  surface.gloss *= 0.6;
}

/** The face of a ring: rows of lit windows, every fourth sector a name in paint. */
export function readRim(spot: Spot): void {
  panels(spot.u, spot.y, spot.footprint, 0.5);
  const isGreat = spot.radius > 7;
  const place = spot.u / sectorLength - 0.5;
  const sector = Math.floor(place);
  const kind = ((sector % 4) + 4) % 4;
  if (isGreat && kind === 0) {
    paint(1 - (place - sector), spot.y, sector);
    return;
  }
  const y = spot.y > -1 ? spot.y : spot.y + 3.1;
  windows(spot.u, y + 0.065, spot.footprint, 0.13, isGreat ? 0.78 : 0.6, sector);
}

export function readRadiator(spot: Spot): void {
  const cellU = Math.floor(spot.u / 0.1);
  const cellV = Math.floor(spot.v / 0.16);
  const seam =
    line(spot.u / 0.1, 0.05, spot.footprint / 0.1) + line(spot.v / 0.16, 0.04, spot.footprint / 0.16);
  const shade = 0.8 + 0.4 * hash3(cellU, cellV, 9);
  set(0.035 * shade + seam * 0.12, 0.05 * shade + seam * 0.09, 0.12 * shade + seam * 0.05);
  surface.gloss = 0.9;
}

export function readLamp(strength: number, r: number, g: number, b: number): void {
  set(0.1, 0.1, 0.1);
  surface.lightR = r * strength;
  surface.lightG = g * strength;
  surface.lightB = b * strength;
}

export function readDock(spot: Spot): void {
  panels(spot.u, spot.v, spot.footprint, 0.3);
  const deep = smoothstep(6.85, 6.2, spot.y);
  surface.lightR = deep * 2.2;
  surface.lightG = deep * 1.25;
  surface.lightB = deep * 0.5;
}

function set(r: number, g: number, b: number): void {
  surface.r = r;
  surface.g = g;
  surface.b = b;
  surface.lightR = 0;
  surface.lightG = 0;
  surface.lightB = 0;
  surface.gloss = 0.25;
  surface.tilt = 0;
}

/** Three sizes of plates with seams, each plate of its own grey; what is finer than a sample fades into its mean. */
function panels(u: number, v: number, footprint: number, base: number): void {
  const row = Math.floor(v / 0.31);
  const shifted = u / 0.62 + 0.37 * (row & 1);
  const column = Math.floor(shifted);
  const plate = hash3(column, row, 1);
  let shade = base * (0.82 + 0.36 * plate);
  let seam = Math.max(line(shifted, 0.012, footprint / 0.62), line(v / 0.31, 0.022, footprint / 0.31));
  const parts = plate > 0.35 ? 3 : 5;
  const subU = (shifted * parts) % 1;
  const subV = ((v / 0.31) * (parts - 1)) % 1;
  const part = hash3(Math.floor(shifted * parts), Math.floor((v / 0.31) * (parts - 1)), 2);
  const finer = fade(footprint, 0.05);
  shade *= 1 + (part - 0.5) * 0.3 * finer;
  if (part > 0.9) shade *= 1 - 0.5 * finer;
  seam = Math.max(
    seam,
    0.7 * line(subU, 0.02, (footprint * parts) / 0.62),
    0.7 * line(subV, 0.03, (footprint * parts) / 0.31),
  );
  const close = fade(footprint, 0.012);
  if (close > 0) {
    const tileU = u / 0.052;
    const tileV = v / 0.031;
    const tile = hash3(Math.floor(tileU), Math.floor(tileV), 21 + Math.floor(part * 9));
    shade *= 1 + (tile - 0.5) * 0.16 * close;
    if (part > 0.55)
      seam = Math.max(
        seam,
        0.5 * close * Math.max(line(tileU, 0.03, footprint / 0.052), line(tileV, 0.05, footprint / 0.031)),
      );
    if (tile > 0.94) shade *= 1 - 0.6 * close;
  }
  shade *= 1 - 0.3 * fade(footprint, 0.008) * rivet(u, v);
  // Stains run along the hull, away from the seams.
  const stain = noise3(u * 1.3, v * 5, 3) * 0.6 + noise3(u * 9, v * 14, 4) * 0.4;
  shade *= 0.82 + 0.36 * stain;
  shade *= 1 - 0.62 * seam;
  const warm = 0.5 + 0.5 * hash3(column, row, 5);
  set(shade * (1 + 0.03 * warm), shade, shade * (0.98 - 0.05 * warm));
  surface.gloss = 0.16 + 0.3 * part * part;
  surface.tilt = (plate + part - 1) * 0.035;
}

/** Rows of windows: pitch along the row, share of lit ones. */
function windows(u: number, v: number, footprint: number, pitch: number, lit: number, salt: number): void {
  const column = Math.floor(u / 0.085);
  const row = Math.floor(v / pitch);
  const x = u / 0.085 - column - 0.5;
  const y = (v / pitch - row - 0.5) * (pitch / 0.085);
  const soft = Math.max(0.03, footprint / 0.085);
  const inside = box(x, 0.27, soft) * box(y, 0.33, soft);
  const frame = box(x, 0.36, soft) * box(y, 0.42, soft) - inside;
  // Rooms are a few windows wide, so that light comes in groups as people do.
  const room = hash3(Math.floor(column / 5), row, Math.floor(salt * 31) + 11);
  const own = hash3(column, row, 13);
  const isLit = room < lit && own > 0.12;
  const dim = 1 - 0.75 * frame;
  const glass = 1 - inside * 0.9;
  surface.r *= dim * glass;
  surface.g *= dim * glass;
  surface.b *= dim * glass;
  surface.gloss += inside * 0.6;
  if (!isLit || inside <= 0) return;
  const ceiling = smoothstep(-0.33, 0.33, y);
  const figure = own > 0.8 ? box(x - (own - 0.9) * 1.5, 0.07, soft) * smoothstep(0.12, 0.05, y) : 0;
  const power = inside * (1.1 + 2.2 * ceiling * ceiling) * (0.55 + 0.9 * own) * (1 - 0.85 * figure);
  const cool = hash3(Math.floor(column / 5), row, 17);
  surface.lightR += power * (cool > 0.82 ? 0.62 : 1);
  surface.lightG += power * (cool > 0.82 ? 0.85 : 0.72 - 0.14 * cool);
  surface.lightB += power * (cool > 0.82 ? 1 : 0.4 - 0.16 * cool);
}

function paint(along: number, y: number, sector: number): void {
  const band = smoothstep(0.24, 0.23, Math.abs(y));
  const edge = along > 0.04 && along < 0.96 ? band : 0;
  // Dust in soft streaks; the seams of the plates stay visible through the paint.
  const worn = 1 - 0.3 * noise3(along * 8, y * 40, sector) * noise3(along * 50, y * 160, sector);
  const size = 0.27;
  const number = numbers[((Math.floor(sector / 4) % 6) + 6) % 6] ?? nameplate;
  const width = sectorLength * along;
  const name = textAt(nameplate, width - 0.14, y, size);
  const mark = textAt(number, width - 1.52, y, size);
  surface.r = blend(surface.r, 0.045, edge * worn);
  surface.g = blend(surface.g, 0.085, edge * worn);
  surface.b = blend(surface.b, 0.16, edge * worn);
  const ink = Math.max(name, mark) * worn;
  surface.r = blend(surface.r, 0.6, ink);
  surface.g = blend(surface.g, 0.585, ink);
  surface.b = blend(surface.b, 0.54, ink);
}

function textAt(text: typeof nameplate, x: number, y: number, size: number): number {
  const unitsWide = (text.width / text.height) * size;
  return readLettering(text, x / unitsWide, 0.5 - y / size);
}

/** Coverage of a seam of the given width at the whole numbers, thinned out where a sample is wider than the seam. */
function line(x: number, width: number, footprint: number): number {
  const distance = Math.abs(x - Math.round(x));
  const reach = Math.max(width, footprint);
  return distance < reach ? (1 - distance / reach) * Math.min(1, width / footprint) : 0;
}

/** Rows of rivets beside the seams. */
function rivet(u: number, v: number): number {
  const x = (u / 0.02 - Math.floor(u / 0.02) - 0.5) * 0.02;
  const y = Math.abs(v / 0.155 - Math.round(v / 0.155)) * 0.155 - 0.014;
  return x * x + y * y < 0.000004 ? 1 : 0;
}

function box(x: number, half: number, soft: number): number {
  return Math.min(1, Math.max(0, (half - Math.abs(x)) / soft + 0.5));
}

function fade(footprint: number, size: number): number {
  return Math.min(1, Math.max(0, 1.5 - footprint / size));
}

function blend(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}
