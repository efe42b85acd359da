/**
 * Seeded randomness for drawing: the same numbers on every machine, so that the samples can be made again.
 */

/** A stream of numbers in 0..1 from a seed (mulberry32: small, fast, good enough for pictures). */
export function openRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A number in 0..1 that belongs to a place on an integer lattice. */
export function hash3(x: number, y: number, z: number): number {
  let mixed = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(z, 0x1b873593);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296;
}

/** Smooth value noise in 0..1. */
export function noise3(x: number, y: number, z: number): number {
  const xi = Math.floor(x);
  const yi = Math.floor(y);
  const zi = Math.floor(z);
  const fx = ease(x - xi);
  const fy = ease(y - yi);
  const near = plane(xi, yi, zi, fx, fy);
  return near + (plane(xi, yi, zi + 1, fx, fy) - near) * ease(z - zi);
}

/** Octaves of noise, each half as strong and a little more than twice as fine; 0..1 with mean 0.5. */
export function fractal3(x: number, y: number, z: number, octaves: number): number {
  let sum = 0;
  let weight = 0.5;
  let scale = 1;
  for (let octave = 0; octave < octaves; octave += 1) {
    // The shift keeps the lattices of the octaves from lining up at the origin.
    sum += weight * (noise3(x * scale + octave * 17.3, y * scale + octave * 5.7, z * scale) - 0.5);
    weight *= 0.5;
    scale *= 2.03;
  }
  return sum + 0.5;
}

export function smoothstep(from: number, to: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

function plane(x: number, y: number, z: number, fx: number, fy: number): number {
  const a = hash3(x, y, z);
  const b = hash3(x, y + 1, z);
  const low = a + (hash3(x + 1, y, z) - a) * fx;
  const high = b + (hash3(x + 1, y + 1, z) - b) * fx;
  return low + (high - low) * fy;
}

function ease(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}
