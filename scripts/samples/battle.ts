/**
 * The effects shot: a courier crosses the picture, fires twice, and a mine far off goes up.
 */
import { openRandom, smoothstep } from './noise';
import type { Picture } from './paint';
import { project, type View } from './raster';
import type { Camera } from './shots';
import { add, cross, scale, sub, unit, type Vec } from './solid';
import { addFireball, addGlow, addRing, addSparks, addStreak } from './sprites';

export interface Craft {
  at: Vec;
  /** Nose, up, side. */
  axes: readonly [Vec, Vec, Vec];
}

/** Frames of the HD master from the start of the shot. */
const shotsFired = [13, 16.5];
const flight = 7;
const hit = 20;

export function shipAt(t: number, camera: Camera): Craft {
  const at = pathAt(t, camera);
  const nose = unit(sub(pathAt(t + 0.5, camera), at));
  const roll = -0.5 + 0.028 * t;
  const level = unit(cross(camera.up, nose));
  const up = unit(add(scale(cross(nose, level), Math.cos(roll)), scale(level, Math.sin(roll))));
  return { at, axes: [nose, up, cross(nose, up)] };
}

export function addBattle(t: number, camera: Camera, view: View, picture: Picture): void {
  addEngines(t, camera, view, picture);
  for (const [i, start] of shotsFired.entries()) addBolt(t - start, start, i, camera, view, picture);
  addMine(t, camera, view, picture);
  if (t >= hit) addExplosion((t - hit) / 24, camera, view, picture);
}

/** From low on the left, close to the camera, away to the upper right. */
function pathAt(t: number, camera: Camera): Vec {
  const s = t / 24;
  return inFront(
    camera,
    -2.9 + 3.3 * s + 0.45 * s * s,
    -1.35 + 0.95 * s + 0.1 * s * s,
    4.2 + 5.2 * s + 1.2 * s * s,
  );
}

function mineAt(camera: Camera): Vec {
  return inFront(camera, 5.4, 2.3, 22);
}

function inFront(camera: Camera, x: number, y: number, z: number): Vec {
  const side = add(scale(camera.right, x), scale(camera.up, y));
  return add(camera.at, add(side, scale(camera.forward, z)));
}

function addEngines(t: number, camera: Camera, view: View, picture: Picture): void {
  const { at, axes } = shipAt(t, camera);
  for (const side of [-0.36, 0.36]) {
    const place = add(at, add(scale(axes[0], -0.78), scale(axes[2], side)));
    const tail = add(place, scale(axes[0], -0.9));
    const a = onPicture(place, view);
    const b = onPicture(tail, view);
    if (a === null || b === null) continue;
    const size = (0.075 * view.focal) / 2 / a[2];
    addGlow(picture, a[0], a[1], size, [2.2, 3.6, 5.5]);
    addStreak(picture, a, b, size * 0.55, [0.12, 0.32, 0.75]);
  }
}

function addBolt(
  age: number,
  start: number,
  which: number,
  camera: Camera,
  view: View,
  picture: Picture,
): void {
  if (age < 0 || age > flight) return;
  const craft = shipAt(start, camera);
  const from = add(craft.at, add(scale(craft.axes[0], 0.7), scale(craft.axes[2], which ? 0.85 : -0.85)));
  const way = sub(mineAt(camera), from);
  const head = onPicture(add(from, scale(way, age / flight)), view);
  const tail = onPicture(add(from, scale(way, Math.max(0, age / flight - 0.16))), view);
  if (head === null || tail === null) return;
  const width = Math.max(1.4 * (picture.height / 1080), (0.035 * view.focal) / 2 / head[2]);
  addStreak(picture, tail, head, width * 2.4, [0.1, 0.75, 0.5]);
  addStreak(picture, tail, head, width, [2.5, 6, 4.5]);
}

/** A mine: a dark thing with a red eye; after the hit there is nothing left of it. */
function addMine(t: number, camera: Camera, view: View, picture: Picture): void {
  const place = onPicture(mineAt(camera), view);
  if (place === null || t > hit) return;
  const swing = 0.4 + 0.6 * Math.max(0, Math.cos(t * 0.8)) ** 4;
  addGlow(picture, place[0], place[1], 2.6 * (picture.height / 1080), [5 * swing, 0.5 * swing, 0.3 * swing]);
}

function addExplosion(secs: number, camera: Camera, view: View, picture: Picture): void {
  const place = onPicture(mineAt(camera), view);
  if (place === null) return;
  const unitPx = picture.height / 1080;
  const age = secs / 1.25;
  const flash = Math.exp(-secs * 15);
  addGlow(picture, place[0], place[1], (22 + 60 * flash) * unitPx, [9 * flash, 7.5 * flash, 6 * flash]);
  addGlow(picture, place[0], place[1], 300 * unitPx, [0.1 * flash, 0.07 * flash, 0.05 * flash]);
  addFireball(picture, place, (40 + 125 * (1 - Math.exp(-secs * 3.2))) * unitPx, Math.min(1, age));
  const ring = 560 * (1 - Math.exp(-secs * 1.5)) * unitPx;
  const fading = smoothstep(1.2, 0.1, secs);
  if (secs > 0.02)
    addRing(picture, place, ring, (3 + 12 * secs) * unitPx, 0.34, [
      0.5 * fading,
      0.85 * fading,
      1.5 * fading,
    ]);
  addSparks(picture, place, 330 * unitPx, Math.min(1, age), openRandom(9)() * 1000);
}

/** In pixels of the picture: the view counts samples. */
function onPicture(place: Vec, view: View): Vec | null {
  const found = project(place, view);
  return found && [found[0] / 2, found[1] / 2, found[2]];
}
