/**
 * Finds which triangle each sample of a picture shows: a z-buffer, for the camera and for the sun's shadow map.
 */
import { dot, type Solid, sub, type Vec } from './solid';

/** A camera in the solid's own space. `focal` in pixels; a null focal length is a parallel view, in pixels a unit. */
export interface View {
  at: Vec;
  right: Vec;
  up: Vec;
  forward: Vec;
  focal: number;
  isParallel: boolean;
  /** Where the axis meets the picture, in pixels. */
  centreX: number;
  centreY: number;
}

export interface Target {
  width: number;
  height: number;
  /** Larger is nearer: 1/depth in perspective, -depth in a parallel view; both are affine on the screen. */
  key: Float32Array;
  /** Number of the triangle plus the solid's base, -1 for nothing. */
  triangle: Int32Array;
}

const nearest = 0.15;

export function openTarget(width: number, height: number): Target {
  return { width, height, key: new Float32Array(width * height), triangle: new Int32Array(width * height) };
}

export function clearTarget(target: Target): void {
  target.key.fill(Number.NEGATIVE_INFINITY);
  target.triangle.fill(-1);
}

/** Draws a solid into the buffer; its triangles are numbered from `base`. */
export function rasterise(solid: Solid, view: View, target: Target, base: number): void {
  const { corners } = solid;
  const points = new Float64Array(corners.length);
  for (let i = 0; i < corners.length; i += 3) {
    const place: Vec = [corners[i] as number, corners[i + 1] as number, corners[i + 2] as number];
    const from = sub(place, view.at);
    points[i] = dot(from, view.right);
    points[i + 1] = dot(from, view.up);
    points[i + 2] = dot(from, view.forward);
  }
  for (let i = 0; i < solid.count; i += 1) drawTriangle(points, i * 9, view, target, base + i);
}

/** Where a place in the solid's space falls on the picture, or null behind the camera: x, y in pixels, depth. */
export function project(place: Vec, view: View): Vec | null {
  const from = sub(place, view.at);
  const depth = dot(from, view.forward);
  if (depth < nearest) return null;
  const zoom = view.focal / depth;
  return [view.centreX + dot(from, view.right) * zoom, view.centreY - dot(from, view.up) * zoom, depth];
}

function drawTriangle(points: Float64Array, at: number, view: View, target: Target, id: number): void {
  const triangle = [cornerAt(points, at), cornerAt(points, at + 3), cornerAt(points, at + 6)];
  if (view.isParallel) {
    fill(
      [
        onParallel(triangle[0] as Vec, view),
        onParallel(triangle[1] as Vec, view),
        onParallel(triangle[2] as Vec, view),
      ],
      target,
      id,
    );
    return;
  }
  const kept = triangle.every((p) => p[2] >= nearest) ? triangle : clipNear(triangle);
  const screen = kept.map((p) => onScreen(p, view));
  for (let i = 2; i < screen.length; i += 1) {
    fill([screen[0] as Vec, screen[i - 1] as Vec, screen[i] as Vec], target, id);
  }
}

function cornerAt(points: Float64Array, at: number): Vec {
  return [points[at] as number, points[at + 1] as number, points[at + 2] as number];
}

function clipNear(triangle: Vec[]): Vec[] {
  const out: Vec[] = [];
  for (let i = 0; i < 3; i += 1) {
    const a = triangle[i] as Vec;
    const b = triangle[(i + 1) % 3] as Vec;
    if (a[2] >= nearest) out.push(a);
    if (a[2] >= nearest === b[2] >= nearest) continue;
    const t = (nearest - a[2]) / (b[2] - a[2]);
    out.push([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, nearest]);
  }
  return out;
}

function onScreen(p: Vec, view: View): Vec {
  const zoom = view.focal / p[2];
  return [view.centreX + p[0] * zoom, view.centreY - p[1] * zoom, 1 / p[2]];
}

function onParallel(p: Vec, view: View): Vec {
  return [view.centreX + p[0] * view.focal, view.centreY - p[1] * view.focal, -p[2]];
}

/** Fills one triangle of (x, y, key); sample centres are at half pixels. */
function fill(corners: readonly Vec[], target: Target, id: number): void {
  const [[ax, ay, ak], [bx, by, bk], [cx, cy, ck]] = corners as readonly [Vec, Vec, Vec];
  const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  if (Math.abs(area) < 1e-9) return;
  const { width, height, key, triangle } = target;
  const x0 = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
  const x1 = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
  const y0 = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
  const y1 = Math.min(height - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
  // Shares of b and c at a sample, as affine functions of its place.
  const bdx = (cy - ay) / area;
  const bdy = -(cx - ax) / area;
  const cdx = -(by - ay) / area;
  const cdy = (bx - ax) / area;
  for (let y = y0; y <= y1; y += 1) {
    const py = y + 0.5 - ay;
    for (let x = x0; x <= x1; x += 1) {
      const px = x + 0.5 - ax;
      const b = px * bdx + py * bdy;
      const c = px * cdx + py * cdy;
      if (b < 0 || c < 0 || b + c > 1) continue;
      const k = ak + b * (bk - ak) + c * (ck - ak);
      const at = y * width + x;
      if (k <= (key[at] as number)) continue;
      key[at] = k;
      triangle[at] = id;
    }
  }
}
