/**
 * Lights the samples that raster.ts found and adds them up to pixels.
 */
import { clearTarget, openTarget, rasterise, type Target, type View } from './raster';
import { add, cross, dot, materials, type Solid, scale, sub, unit, type Vec } from './solid';
import { readDark, readDock, readHull, readLamp, readRadiator, readRim, type Spot, surface } from './surface';

/** Linear light, red green blue in turn; 1 is a white that the film just holds. */
export interface Picture {
  width: number;
  height: number;
  rgb: Float32Array;
}

/** In the solid's space. */
export interface Light {
  sun: Vec;
  sunColour: Vec;
  /** The glow of the planet, from one side. */
  fill: Vec;
  fillColour: Vec;
  ambient: Vec;
  shadow: Shadow | null;
}

interface Shadow {
  view: View;
  target: Target;
}

/** Samples per pixel in each direction. */
export const oversampling = 2;

/** The sun's view of a solid: what it does not see lies in shadow. `reach` is the half width in units. */
export function drawShadow(solid: Solid, sun: Vec, middle: Vec, reach: number, target: Target): Shadow {
  const forward = scale(sun, -1);
  const right = unit(cross(forward, [0.31, 0.94, 0.13]));
  const up = cross(right, forward);
  const half = target.width / 2;
  const at = add(middle, scale(sun, 40));
  const view: View = {
    at,
    right,
    up,
    forward,
    focal: half / reach,
    isParallel: true,
    centreX: half,
    centreY: half,
  };
  clearTarget(target);
  rasterise(solid, view, target, 0);
  return { view, target };
}

export function openShadowTarget(): Target {
  return openTarget(2048, 2048);
}

/** Replaces the picture where the solid is seen, by its share of the pixel. Triangles are numbered from `base`. */
export function paintSolid(
  solid: Solid,
  view: View,
  target: Target,
  base: number,
  light: Light,
  picture: Picture,
) {
  const { width, height, rgb } = picture;
  const share = 1 / (oversampling * oversampling);
  const colour = new Float64Array(3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let seen = 0;
      colour.fill(0);
      for (let part = 0; part < oversampling * oversampling; part += 1) {
        const sx = x * oversampling + (part % oversampling);
        const sy = y * oversampling + Math.floor(part / oversampling);
        const id = (target.triangle[sy * target.width + sx] as number) - base;
        if (id < 0 || id >= solid.count) continue;
        seen += share;
        lightSample(solid, id, view, target, sx, sy, light, colour);
      }
      if (seen === 0) continue;
      const at = 3 * (y * width + x);
      for (let i = 0; i < 3; i += 1) {
        rgb[at + i] = (rgb[at + i] as number) * (1 - seen) + (colour[i] as number) * share;
      }
    }
  }
}

const spot: Spot = { u: 0, v: 0, footprint: 0, y: 0, radius: 0, isTurned: false, outward: 0 };

function lightSample(
  solid: Solid,
  id: number,
  view: View,
  target: Target,
  sx: number,
  sy: number,
  light: Light,
  into: Float64Array,
): void {
  const depth = 1 / (target.key[sy * target.width + sx] as number);
  const dx = ((sx + 0.5 - view.centreX) / view.focal) * depth;
  const dy = (-(sy + 0.5 - view.centreY) / view.focal) * depth;
  const { at, right, up, forward } = view;
  const x = at[0] + right[0] * dx + up[0] * dy + forward[0] * depth;
  const y = at[1] + right[1] * dx + up[1] * dy + forward[1] * depth;
  const z = at[2] + right[2] * dx + up[2] * dy + forward[2] * depth;
  const toEye = unit([at[0] - x, at[1] - y, at[2] - z]);
  const normal = normalAt(solid, id, x, z, toEye);
  readSpot(solid, id, x, y, z, (depth / view.focal) * 0.8);
  readMaterial(solid.materials[id] as number);
  // A plate that is not quite level catches the light a little differently.
  const nx = normal[0] + surface.tilt;
  const ny = normal[1] + surface.tilt * 0.7;
  const nz = normal[2] - surface.tilt;
  const facing = nx * light.sun[0] + ny * light.sun[1] + nz * light.sun[2];
  const sun = facing > 0 ? facing * sunAt(light.shadow, x, y, z, normal) : 0;
  const wrap = 0.5 + 0.5 * dot(normal, light.fill);
  const half = unit(add(light.sun, toEye));
  const shine = Math.max(0, nx * half[0] + ny * half[1] + nz * half[2]) ** 42;
  const gloss = sun > 0 ? surface.gloss * shine * 0.9 * Math.min(1, sun * 4) : 0;
  const back = wrap * wrap;
  into[0] = (into[0] as number) + lit(surface.r, sun, gloss, back, light, 0) + surface.lightR;
  into[1] = (into[1] as number) + lit(surface.g, sun, gloss, back, light, 1) + surface.lightG;
  into[2] = (into[2] as number) + lit(surface.b, sun, gloss, back, light, 2) + surface.lightB;
}

// Not closures inside lightSample: tsx gives every inner function its name at run time, six million times a frame.
function lit(albedo: number, sun: number, gloss: number, back: number, light: Light, i: 0 | 1 | 2): number {
  return (
    albedo * (sun * light.sunColour[i] + back * light.fillColour[i] + light.ambient[i]) +
    gloss * light.sunColour[i]
  );
}

function normalAt(solid: Solid, id: number, x: number, z: number, toEye: Vec): Vec {
  const a = solid.normals[3 * id] as number;
  const b = solid.normals[3 * id + 1] as number;
  const c = solid.normals[3 * id + 2] as number;
  const radius = Math.hypot(x, z) || 1;
  const normal: Vec = solid.isTurned[id] ? [(a * x) / radius, b, (a * z) / radius] : [a, b, c];
  // Thin shells are seen from both sides.
  return dot(normal, toEye) < -0.15 ? scale(normal, -1) : normal;
}

function readSpot(solid: Solid, id: number, x: number, y: number, z: number, footprint: number): void {
  const m = 8 * id;
  spot.radius = Math.hypot(x, z);
  spot.y = y;
  spot.footprint = footprint;
  spot.isTurned = solid.isTurned[id] === 1;
  if (spot.isTurned) {
    spot.outward = Math.abs(solid.normals[3 * id] as number);
    // Measured at a round radius, so that plates fit round the surface without a visible join.
    spot.u = Math.atan2(z, x) * (spot.radius > 7 ? 7.65 : Math.max(0.5, Math.round(spot.radius * 2) / 2));
    spot.v = mapped(solid, m + 4) * spot.radius + mapped(solid, m + 5) * y + mapped(solid, m + 7);
    return;
  }
  spot.outward = 0;
  // Each block shows another part of the pattern.
  const shift = (id >> 1) * 0.731;
  spot.u =
    mapped(solid, m + 0) * x +
    mapped(solid, m + 1) * y +
    mapped(solid, m + 2) * z +
    mapped(solid, m + 3) +
    shift;
  spot.v =
    mapped(solid, m + 4) * x +
    mapped(solid, m + 5) * y +
    mapped(solid, m + 6) * z +
    mapped(solid, m + 7) +
    shift * 0.37;
}

function mapped(solid: Solid, at: number): number {
  return solid.maps[at] as number;
}

function readMaterial(index: number): void {
  const material = materials[index];
  if (material === 'hull') readHull(spot);
  else if (material === 'rim') readRim(spot);
  else if (material === 'radiator') readRadiator(spot);
  else if (material === 'dock') readDock(spot);
  else if (material === 'lamp') readLamp(1.6, 1, 0.86, 0.62);
  else if (material === 'engine') readLamp(9, 0.55, 0.8, 1);
  else readDark(spot);
}

/** Share of the sun that reaches a place: sixteen looks into the shadow map, for a soft edge. */
function sunAt(shadow: Shadow | null, x: number, y: number, z: number, normal: Vec): number {
  if (shadow === null) return 1;
  const { view, target } = shadow;
  const off = 0.03;
  const from = sub([x + normal[0] * off, y + normal[1] * off, z + normal[2] * off], view.at);
  const px = view.centreX + dot(from, view.right) * view.focal;
  const py = view.centreY - dot(from, view.up) * view.focal;
  const depth = dot(from, view.forward) - 0.012;
  let sum = 0;
  for (let i = 0; i < 16; i += 1) {
    const tx = Math.floor(px + (i & 3) * 0.9 - 1.35);
    const ty = Math.floor(py + (i >> 2) * 0.9 - 1.35);
    if (tx < 0 || ty < 0 || tx >= target.width || ty >= target.height) sum += 1;
    else if (-(target.key[ty * target.width + tx] as number) >= depth) sum += 1;
  }
  return sum / 16;
}
