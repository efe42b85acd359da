/**
 * The scene as a list of shots: where the camera is, where the sun is, what the station does.
 *
 * `t` is time in frames of the HD master from the shot's first frame, and need not be whole: the effects shot of the
 * SD master is drawn at field rate.
 */
import type { Sky } from './backdrop';
import { add, cross, dot, scale, sub, unit, type Vec } from './solid';

export interface Camera {
  at: Vec;
  right: Vec;
  up: Vec;
  forward: Vec;
  /** Focal length in picture heights. */
  focal: number;
}

export interface Shot {
  name: string;
  /** Frames of the HD master, `[from, to)`. */
  from: number;
  to: number;
  sky: Sky;
  /** Movement of the sky in picture heights. */
  drift(t: number): readonly [number, number];
  camera(t: number): Camera;
  /** The station's turn about its axis, radians. */
  spin(t: number): number;
  /** Direction to the sun in the world. */
  sun: Vec;
  sunLight: number;
  fill: Vec;
  fillColour: Vec;
  ambient: number;
  /** Half width of the shadow map in units, and its middle as seen by the camera (distance in front of it). */
  shadowReach: number;
  shadowAhead: number;
}

const wideCamera = (t: number): Camera =>
  look([-17 + t * 0.03, 9.2 - t * 0.012, 27.5 - t * 0.03], [3.1, -2.6, 0], 1.4, -0.16);

const approach: Shot = {
  name: 'approach',
  from: 0,
  to: 74,
  sky: {
    seed: 3,
    nebula: 1,
    planet: { x: 0.5, y: -1.02, radius: 1.02, sun: unit([-0.92, 0.2, -0.02]), seed: 4.2 },
  },
  drift: (t) => [0.02 - t * 0.0005, -0.004 + t * 0.0002],
  camera: wideCamera,
  spin: (t) => 0.3 + t * 0.0042,
  sun: unit([-0.95, 0.4, 0.1]),
  sunLight: 1.45,
  fill: unit([0.5, -0.8, 0.1]),
  fillColour: [0.03, 0.055, 0.09],
  ambient: 0.007,
  shadowReach: 11,
  shadowAhead: 0,
};

const hull: Shot = {
  name: 'hull',
  from: 74,
  to: 120,
  sky: {
    seed: 8,
    nebula: 0.8,
    planet: { x: 0.34, y: 0.92, radius: 0.86, sun: unit([-0.85, -0.3, -0.12]), seed: 7.9 },
  },
  drift: (t) => [-0.01 + t * 0.0006, 0.004 - t * 0.0001],
  camera: (t) =>
    look(aroundRing(8.72 - t * 0.001, 0.34 + t * 0.0016, 0.02), aroundRing(7.55, 0.0, 0.3), 1.28, 0.07),
  spin: (t) => 0.09 - t * 0.0044,
  sun: unit([0.47, 0.45, -0.76]),
  sunLight: 1.08,
  fill: unit([0.4, -0.3, 0.8]),
  fillColour: [0.055, 0.09, 0.13],
  ambient: 0.014,
  shadowReach: 2.6,
  shadowAhead: 2.2,
};

const pulse: Shot = {
  name: 'pulse',
  from: 120,
  to: 168,
  sky: { seed: 5, nebula: 1.3, planet: null },
  drift: (t) => [t * 0.0004, t * 0.0001],
  camera: (t) => look([7.4, 8.9, 11.8 - t * 0.008], [1.6, 7.0, -2], 1.35, 0.06),
  spin: (t) => 0.9 + t * 0.0045,
  sun: unit([-0.72, 0.42, 0.48]),
  sunLight: 2,
  fill: unit([0.6, -0.5, -0.2]),
  fillColour: [0.07, 0.05, 0.1],
  ambient: 0.012,
  shadowReach: 7,
  shadowAhead: 11,
};

const dawn: Shot = {
  name: 'dawn',
  from: 168,
  to: 224,
  sky: {
    seed: 11,
    nebula: 0.4,
    planet: { x: 0.1, y: -1.78, radius: 1.55, sun: unit([-0.2, 0.42, -0.86]), seed: 1.3 },
  },
  drift: (t) => [0.004 + t * 0.0002, -t * 0.00035],
  camera: (t) => look([12.5 - t * 0.01, 3.8, 27 + t * 0.03], [-3.2, -2.2, 0], 1.6, 0.1),
  spin: (t) => 1.2 + t * 0.0042,
  sun: unit([-0.62, 0.12, -0.75]),
  sunLight: 3.4,
  fill: unit([-0.3, -0.9, -0.1]),
  fillColour: [0.075, 0.06, 0.06],
  ambient: 0.012,
  shadowReach: 11,
  shadowAhead: 0,
};

export const shots: readonly Shot[] = [approach, hull, pulse, dawn];
export const hdFrames = dawn.to;

function aroundRing(radius: number, y: number, angle: number): Vec {
  return [Math.cos(angle) * radius, y, Math.sin(angle) * radius];
}

/** A camera at one place looking at another; `roll` turns it about its axis. */
function look(at: Vec, to: Vec, focal: number, roll: number): Camera {
  const forward = unit(sub(to, at));
  const level = unit(cross(forward, [0, 1, 0]));
  const upright = cross(level, forward);
  const right = add(scale(level, Math.cos(roll)), scale(upright, Math.sin(roll)));
  return { at, right, up: cross(right, forward), forward, focal };
}

/** The camera as a thing that turns with the station would see it. */
export function cameraInSpace(camera: Camera, origin: Vec, axes: readonly [Vec, Vec, Vec]): Camera {
  const turn = (v: Vec): Vec => [dot(v, axes[0]), dot(v, axes[1]), dot(v, axes[2])];
  const { right, up, forward, focal } = camera;
  return {
    at: turn(sub(camera.at, origin)),
    right: turn(right),
    up: turn(up),
    forward: turn(forward),
    focal,
  };
}
