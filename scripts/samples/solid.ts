/**
 * Solids made of triangles: boxes, turned profiles, tubes.
 *
 * A triangle keeps its plane and an affine map from place to surface coordinates instead of values at its corners:
 * the painter knows the place of a sample from its depth, and needs no interpolation.
 */

export type Vec = readonly [number, number, number];

/** What a surface is made of; paint.ts knows how each looks. */
export type Material = 'hull' | 'dark' | 'rim' | 'lamp' | 'radiator' | 'dock' | 'engine';
export const materials: readonly Material[] = ['hull', 'dark', 'rim', 'lamp', 'radiator', 'dock', 'engine'];

export interface Solid {
  count: number;
  /** Nine numbers a triangle. */
  corners: Float32Array;
  /** Three numbers: the flat normal, or (radial, along the axis, 0) for a turned surface. */
  normals: Float32Array;
  /** Eight numbers: u = a·x + b·y + c·z + d and the same for v; a turned surface uses v of (radius, y) only. */
  maps: Float32Array;
  materials: Uint8Array;
  isTurned: Uint8Array;
}

export interface Builder {
  corners: number[];
  normals: number[];
  maps: number[];
  materials: number[];
  isTurned: number[];
}

export function openBuilder(): Builder {
  return { corners: [], normals: [], maps: [], materials: [], isTurned: [] };
}

export function finishSolid(from: Builder): Solid {
  return {
    count: from.materials.length,
    corners: Float32Array.from(from.corners),
    normals: Float32Array.from(from.normals),
    maps: Float32Array.from(from.maps),
    materials: Uint8Array.from(from.materials),
    isTurned: Uint8Array.from(from.isTurned),
  };
}

/** A surface of revolution about y. The profile runs upwards on its outer side; points are (radius, y). */
export function addTurned(
  to: Builder,
  profile: readonly (readonly [number, number])[],
  steps: number,
  look: Material | Material[],
) {
  let along = 0;
  for (let i = 1; i < profile.length; i += 1) {
    const [r0, y0] = profile[i - 1] as [number, number];
    const [r1, y1] = profile[i] as [number, number];
    const length = Math.hypot(r1 - r0, y1 - y0);
    if (length === 0) continue;
    const slope = [(r1 - r0) / length, (y1 - y0) / length] as const;
    const map = [0, 0, 0, 0, slope[0], slope[1], 0, along - slope[0] * r0 - slope[1] * y0];
    const material = typeof look === 'string' ? look : (look[i - 1] ?? 'hull');
    for (let step = 0; step < steps; step += 1)
      addBand(to, [r0, y0, r1, y1], step, steps, slope, map, material);
    along += length;
  }
}

function addBand(
  to: Builder,
  [r0, y0, r1, y1]: readonly [number, number, number, number],
  step: number,
  steps: number,
  slope: readonly [number, number],
  map: number[],
  material: Material,
): void {
  const a = ring(step, steps);
  const b = ring(step + 1, steps);
  const quad: Vec[] = [
    [r0 * a[0], y0, r0 * a[1]],
    [r0 * b[0], y0, r0 * b[1]],
    [r1 * b[0], y1, r1 * b[1]],
    [r1 * a[0], y1, r1 * a[1]],
  ];
  const normal: Vec = [slope[1], -slope[0], 0];
  for (const [i, j, k] of [
    [0, 1, 2],
    [0, 2, 3],
  ] as const) {
    pushTriangle(to, [quad[i] as Vec, quad[j] as Vec, quad[k] as Vec], normal, map, material, true);
  }
}

/** A box from its middle, its three half axes and a material. */
export function addBox(
  to: Builder,
  middle: Vec,
  axes: readonly [Vec, Vec, Vec],
  material: Material,
  caps?: Material,
) {
  for (let side = 0; side < 6; side += 1) {
    const n = axes[side >> 1] as Vec;
    const s = side & 1 ? -1 : 1;
    const t = axes[((side >> 1) + 1) % 3] as Vec;
    const b = axes[((side >> 1) + 2) % 3] as Vec;
    const face = add(middle, scale(n, s));
    addQuad(to, face, t, b, unit(scale(n, s)), side < 2 && caps ? caps : material);
  }
}

/** A box on a cylinder about y: `at` is (angle, radius, y), `half` the half sizes along, outwards and up. */
export function addBlock(to: Builder, at: Vec, half: Vec, material: Material, caps?: Material): void {
  const out: Vec = [Math.cos(at[0]), 0, Math.sin(at[0])];
  const along: Vec = [-out[2], 0, out[0]];
  const axes = [scale(along, half[0]), scale(out, half[1]), [0, half[2], 0] as Vec] as const;
  addBox(to, [out[0] * at[1], at[2], out[2] * at[1]], axes, material, caps);
}

/** A square rod between two points. */
export function addRod(to: Builder, from: Vec, till: Vec, radius: number, material: Material): void {
  const half = scale(sub(till, from), 0.5);
  const side = unit(cross(half, Math.abs(unit(half)[1]) > 0.9 ? [1, 0, 0] : [0, 1, 0]));
  const up = unit(cross(side, half));
  addBox(to, add(from, half), [half, scale(side, radius), scale(up, radius)], material);
}

function addQuad(to: Builder, middle: Vec, t: Vec, b: Vec, normal: Vec, material: Material): void {
  const corner = (i: number, j: number) => add(middle, add(scale(t, i), scale(b, j)));
  const tu = unit(t);
  const bu = unit(b);
  const map = [...tu, -dot(tu, middle), ...bu, -dot(bu, middle)];
  pushTriangle(to, [corner(-1, -1), corner(1, -1), corner(1, 1)], normal, map, material, false);
  pushTriangle(to, [corner(-1, -1), corner(1, 1), corner(-1, 1)], normal, map, material, false);
}

function pushTriangle(
  to: Builder,
  corners: readonly Vec[],
  normal: Vec,
  map: readonly number[],
  material: Material,
  isTurned: boolean,
): void {
  for (const corner of corners) to.corners.push(...corner);
  to.normals.push(...normal);
  to.maps.push(...map);
  to.materials.push(materials.indexOf(material));
  to.isTurned.push(isTurned ? 1 : 0);
}

function ring(step: number, steps: number): readonly [number, number] {
  const angle = (step / steps) * 2 * Math.PI;
  return [Math.cos(angle), Math.sin(angle)];
}

export const add = (a: Vec, b: Vec): Vec => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const sub = (a: Vec, b: Vec): Vec => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vec, by: number): Vec => [a[0] * by, a[1] * by, a[2] * by];
export const dot = (a: Vec, b: Vec): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const unit = (a: Vec): Vec => scale(a, 1 / (Math.hypot(...a) || 1));
export const cross = (a: Vec, b: Vec): Vec => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
/** Turned about y, from x towards z. */
export const turnY = (a: Vec, angle: number): Vec => {
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  return [a[0] * c - a[2] * s, a[1], a[0] * s + a[2] * c];
};
