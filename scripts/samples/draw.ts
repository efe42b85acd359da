/**
 * Draws one instant of the scene at any size.
 */
import { paintBackdrop } from './backdrop';
import { addBattle, shipAt } from './battle';
import { stationBeacons } from './beacons';
import { developFilm, spreadLight } from './film';
import { drawLettering } from './lettering';
import { openRandom, smoothstep } from './noise';
import { drawShadow, type Light, openShadowTarget, oversampling, type Picture, paintSolid } from './paint';
import { clearTarget, openTarget, project, rasterise, type Target, type View } from './raster';
import { buildShip } from './ship';
import { type Camera, cameraInSpace, type Shot, shots } from './shots';
import { add, dot, type Solid, scale, turnY, type Vec } from './solid';
import { addGlow, addLettering, addStreak } from './sprites';
import { buildStation } from './station';

export interface Instant {
  /** Frame of the HD master; a fraction lies between two of them. */
  frame: number;
  width: number;
  height: number;
  /** Native video has no film in it: no grain, no weave. */
  isFilm: boolean;
}

const station = buildStation();
const ship = buildShip();
const beacons = stationBeacons();
const shadowTarget = openShadowTarget();
const targets = new Map<number, Target>();

/** The picture as display values 0..1. */
export function drawInstant(instant: Instant): Picture {
  const { width, height, frame } = instant;
  const shot = shotAt(frame);
  const t = frame - shot.from;
  const picture: Picture = { width, height, rgb: new Float32Array(width * height * 3) };
  const weave = instant.isFilm ? weaveAt(frame) : ([0, 0] as const);
  const drift = shot.drift(t);
  paintBackdrop(shot.sky, [drift[0] + weave[0], drift[1] - weave[1]], picture);
  drawStation(shot, t, weave, picture);
  addTitles(frame, picture);
  spreadLight(picture);
  if (shot.name === 'dawn') addFlare(t, weave, picture);
  developFilm(picture, Math.round(frame * 10), instant.isFilm ? 0.011 : 0.004);
  return picture;
}

export function shotAt(frame: number): Shot {
  return shots.find((shot) => frame < shot.to) ?? (shots[0] as Shot);
}

function drawStation(shot: Shot, t: number, weave: readonly [number, number], picture: Picture): void {
  const target = openSized(picture);
  const camera = shot.camera(t);
  const spin = shot.spin(t);
  const turned = (v: Vec): Vec => turnY(v, -spin);
  const still: Camera = {
    ...camera,
    at: turned(camera.at),
    right: turned(camera.right),
    up: turned(camera.up),
    forward: turned(camera.forward),
  };
  const view = viewOf(still, weave, picture);
  const sun = turned(shot.sun);
  const middle =
    shot.shadowAhead === 0 ? ([0, 0, 0] as Vec) : add(still.at, scale(still.forward, shot.shadowAhead));
  const shadow = drawShadow(station, sun, middle, shot.shadowReach, shadowTarget);
  const light = lightOf(shot, sun, turned(shot.fill));
  clearTarget(target);
  rasterise(station, view, target, 0);
  const craft = shot.name === 'pulse' ? shipAt(t, camera) : null;
  const craftView = craft && viewOf(cameraInSpace(camera, craft.at, craft.axes), weave, picture);
  if (craftView) rasterise(ship, craftView, target, station.count);
  paintSolid(station, view, target, 0, { ...light, shadow }, picture);
  if (craft && craftView) paintCraft(shot, craft.axes, ship, craftView, target, picture);
  addBeacons(t, view, target, picture);
  if (shot.name === 'pulse') addBattle(t, camera, viewOf(camera, weave, picture), picture);
}

function paintCraft(
  shot: Shot,
  axes: readonly [Vec, Vec, Vec],
  solid: Solid,
  view: View,
  target: Target,
  picture: Picture,
) {
  const turn = (v: Vec): Vec => [dot(v, axes[0]), dot(v, axes[1]), dot(v, axes[2])];
  paintSolid(solid, view, target, station.count, lightOf(shot, turn(shot.sun), turn(shot.fill)), picture);
}

function lightOf(shot: Shot, sun: Vec, fill: Vec): Light {
  const warm: Vec = [shot.sunLight, shot.sunLight * 0.95, shot.sunLight * 0.86];
  const a = shot.ambient;
  return {
    sun,
    sunColour: warm,
    fill,
    fillColour: shot.fillColour,
    ambient: [a * 0.8, a * 0.9, a * 1.2],
    shadow: null,
  };
}

function viewOf(camera: Camera, weave: readonly [number, number], picture: Picture): View {
  const px = picture.height * oversampling;
  const centreX = (picture.width * oversampling) / 2 + weave[0] * px;
  return { ...camera, focal: camera.focal * px, isParallel: false, centreX, centreY: px / 2 + weave[1] * px };
}

function openSized(picture: Picture): Target {
  const known = targets.get(picture.height);
  if (known) return known;
  const target = openTarget(picture.width * oversampling, picture.height * oversampling);
  targets.set(picture.height, target);
  return target;
}

/** Running lights: small, but the bloom makes them shine. Hidden ones do not. */
function addBeacons(t: number, view: View, target: Target, picture: Picture): void {
  for (const { at, colour, beat, phase } of beacons) {
    const place = project(at, view);
    if (place === null) continue;
    const x = Math.floor(place[0]);
    const y = Math.floor(place[1]);
    if (x < 0 || y < 0 || x >= target.width || y >= target.height) continue;
    if ((target.key[y * target.width + x] as number) > 1 / (place[2] - 0.06)) continue;
    const swing = beat === 0 ? 1 : Math.max(0, Math.cos(2 * Math.PI * ((t / 24) * beat + phase))) ** 6;
    const size = Math.max(1.1 * (picture.height / 1080), (0.022 * view.focal) / place[2] / oversampling);
    addGlow(picture, place[0] / oversampling, place[1] / oversampling, size, scale(colour, 0.12 + 9 * swing));
  }
}

function addTitles(frame: number, picture: Picture): void {
  const opacity = Math.min(smoothstep(10, 22, frame), smoothstep(66, 56, frame));
  if (opacity <= 0) return;
  const unitPx = picture.height / 1080;
  const title = drawLettering('REMASTER', 54 * unitPx, 4.2 * unitPx, 44 * unitPx);
  const below = drawLettering('A TEST SCENE', 17 * unitPx, 2 * unitPx, 15 * unitPx);
  addLettering(picture, title, picture.width * 0.5, 925 * unitPx, 1.15 * opacity);
  addLettering(picture, below, picture.width * 0.5, 1004 * unitPx, 0.85 * opacity);
}

/** The sun over the limb, and what it does in the lens. */
function addFlare(t: number, weave: readonly [number, number], picture: Picture): void {
  const unitPx = picture.height;
  const rise = smoothstep(0, 50, t);
  const x = picture.width / 2 + (-0.3 + t * 0.0002 + weave[0]) * unitPx;
  const y = picture.height / 2 + (0.292 - 0.022 * rise + weave[1]) * unitPx;
  const power = 0.25 + 1.1 * rise;
  addGlow(picture, x, y, 0.009 * unitPx, [14 * power, 12 * power, 9 * power]);
  addGlow(picture, x, y, 0.035 * unitPx, [1.6 * power, 1.1 * power, 0.6 * power]);
  addGlow(picture, x, y, 0.15 * unitPx, [0.09 * power, 0.058 * power, 0.036 * power]);
  for (const share of [0.12, 0.25, 0.4, 0.55, 0.7]) {
    const half = share * unitPx * rise;
    addStreak(picture, [x - half, y, 0], [x + half, y, 0], 0.0014 * unitPx, [
      0.025 * power,
      0.035 * power,
      0.06 * power,
    ]);
  }
  for (const [along, size, colour] of ghosts) {
    const gx = x + (picture.width / 2 - x) * along;
    const gy = y + (picture.height / 2 - y) * along;
    addGlow(picture, gx, gy, size * unitPx, scale(colour, power * 0.03));
  }
}

const ghosts: readonly (readonly [number, number, Vec])[] = [
  [0.45, 0.018, [0.4, 0.8, 1]],
  [0.8, 0.03, [1, 0.6, 0.3]],
  [1.35, 0.012, [0.5, 1, 0.7]],
  [1.8, 0.05, [0.5, 0.4, 1]],
];

/** Gate weave: the film is never quite where it was, by about half a line. In picture heights. */
function weaveAt(frame: number): readonly [number, number] {
  const random = openRandom(Math.round(frame) * 31 + 7);
  const slow = Math.sin(frame * 0.21) * 0.45 + Math.sin(frame * 0.083 + 1) * 0.5;
  return [(slow * 0.4 + (random() - 0.5) * 0.35) / 1080, (slow * 0.3 + (random() - 0.5) * 0.7) / 1080];
}
