/**
 * The station as a solid. One unit is about ten metres; the station turns about y.
 */
import { openRandom } from './noise';
import {
  addBlock,
  addRod,
  addTurned,
  type Builder,
  finishSolid,
  openBuilder,
  type Solid,
  type Vec,
} from './solid';

/** Radius of the outer face of the great ring: surface coordinates there are measured along it. */
export const ringRadius = 7.65;

export function buildStation(): Solid {
  const to = openBuilder();
  const random = openRandom(71);
  addSpindle(to);
  addRings(to);
  addSpokes(to);
  addRadiators(to);
  addMasts(to);
  addHousings(to);
  addDetails(to, random);
  return finishSolid(to);
}

// Radius and height, from the foot to the mouth of the dock.
const spindle = `
  0,-9 0.2,-9 0.25,-7.7 0.9,-7.4 1.1,-6.9 1.1,-6.2 0.6,-6 0.6,-4.7 1.25,-4.4 1.5,-3.9 1.5,-2.5
  1.1,-2.2 1.1,-1.3 1.85,-1 2.15,-0.65 2.15,0.65 1.85,1 1.2,1.25 1.2,2.4 1.45,2.5 1.45,3.1 1.2,3.2
  1.2,4.2 0.8,4.6 0.8,5.5 1.65,6 1.65,6.7 1.5,6.82 1.0,6.82 0.95,6.2 0,6.2`;

function readProfile(text: string): [number, number][] {
  const points = text.trim().split(/\s+/);
  return points.map((point) => point.split(',').map(Number) as [number, number]);
}

function addSpindle(to: Builder): void {
  const profile = readProfile(spindle);
  const dark = new Set([0, 1, 5, 6, 11, 12, 17, 22, 23]);
  const looks = profile
    .slice(1)
    .map((_, i) => (i >= 28 ? ('dock' as const) : dark.has(i) ? ('dark' as const) : ('hull' as const)));
  addTurned(to, profile, 160, looks);
}

function addRings(to: Builder): void {
  const great = readProfile(
    '6.4,-0.35 6.6,-0.55 7.4,-0.55 7.65,-0.3 7.65,0.3 7.4,0.55 6.6,0.55 6.4,0.35 6.4,-0.35',
  );
  addTurned(to, great, 288, ['hull', 'hull', 'hull', 'rim', 'hull', 'hull', 'hull', 'rim']);
  // Two thin rails stand off the face and throw fine shadows on it.
  for (const y of [-0.27, 0.27]) {
    addTurned(
      to,
      [
        [7.66, y - 0.018],
        [7.71, y - 0.018],
        [7.71, y + 0.018],
        [7.66, y + 0.018],
      ],
      288,
      'dark',
    );
  }
  const small = readProfile('3.5,-3.4 4.1,-3.5 4.3,-3.3 4.3,-2.9 4.1,-2.7 3.5,-2.8 3.5,-3.4');
  addTurned(to, small, 192, ['hull', 'hull', 'rim', 'hull', 'hull', 'dark']);
}

function addSpokes(to: Builder): void {
  for (let i = 0; i < 6; i += 1) {
    const angle = (i / 6) * 2 * Math.PI;
    addBlock(to, [angle, 4.3, 0], [0.24, 2.3, 0.17], 'hull');
    addBlock(to, [angle, 4.3, 0.2], [0.07, 2.2, 0.04], 'lamp');
    addBlock(to, [angle, 2.9, 0], [0.36, 0.25, 0.26], 'dark');
    addBlock(to, [angle, 5.7, 0], [0.36, 0.25, 0.26], 'dark');
    addStays(to, angle);
    addBlock(to, [angle + 0.26, 2.6, -3.1], [0.1, 1, 0.08], 'dark');
  }
}

function addStays(to: Builder, angle: number): void {
  const place = (r: number, y: number, turn = 0): Vec => [
    Math.cos(angle + turn) * r,
    y,
    Math.sin(angle + turn) * r,
  ];
  for (const side of [-1, 1]) {
    addRod(to, place(1.2, side * 1.9), place(6.5, side * 0.4), 0.035, 'dark');
    for (let r = 2; r < 6.2; r += 0.7) {
      const y = (r0: number) => side * (1.9 - ((r0 - 1.2) / 5.3) * 1.5);
      addRod(to, place(r, y(r)), place(r + 0.35, side * 0.2), 0.02, 'dark');
      addRod(to, place(r + 0.35, side * 0.2), place(r + 0.7, y(r + 0.7)), 0.02, 'dark');
    }
  }
}

function addRadiators(to: Builder): void {
  for (let i = 0; i < 4; i += 1) {
    const angle = (i / 4) * 2 * Math.PI + 0.4;
    addBlock(to, [angle, 3.2, -6.55], [0.02, 2, 0.62], 'radiator');
    addBlock(to, [angle, 3.2, -6.55], [0.05, 2.05, 0.03], 'dark');
    for (let r = 1.4; r < 5.3; r += 0.62) addBlock(to, [angle, r, -6.55], [0.035, 0.015, 0.66], 'dark');
  }
}

function addMasts(to: Builder): void {
  addRod(to, [0, 6.2, 0], [0, 9.7, 0], 0.06, 'dark');
  for (const [y, half] of [
    [7.6, 0.7],
    [8.2, 0.5],
    [8.8, 0.9],
  ] as const) {
    addRod(to, [-half, y, 0], [half, y, 0], 0.025, 'dark');
    addRod(to, [0, y, -half], [0, y, half], 0.025, 'dark');
  }
  addTurned(
    to,
    [
      [0, 7.05],
      [0.25, 7.1],
      [0.5, 7.25],
      [0.62, 7.45],
    ],
    48,
    'hull',
  );
}

function addHousings(to: Builder): void {
  for (let i = 0; i < 24; i += 1) {
    const angle = ((i + 0.5) / 24) * 2 * Math.PI;
    const size = i % 2 ? 0.34 : 0.5;
    for (const side of [-1, 1]) {
      addBlock(to, [angle, 7, side * 0.62], [size, 0.26, 0.1], 'hull');
      addBlock(to, [angle, 7, side * 0.75], [size * 0.7, 0.14, 0.06], 'dark');
    }
    addBlock(to, [angle, 7.7, 0], [0.035, 0.06, 0.33], 'dark');
  }
}

function addDetails(to: Builder, random: () => number): void {
  for (let i = 0; i < 1500; i += 1) {
    const side = random() < 0.5 ? -1 : 1;
    const half: Vec = [0.02 + random() ** 2 * 0.16, 0.02 + random() ** 2 * 0.1, 0.015 + random() * 0.04];
    addBlock(
      to,
      [random() * 6.2832, 6.62 + random() * 0.76, side * 0.55],
      half,
      random() < 0.55 ? 'dark' : 'hull',
    );
  }
  for (let i = 0; i < 700; i += 1) {
    const [y, radius] = spindlePlace(random());
    const half: Vec = [0.03 + random() ** 2 * 0.12, 0.02 + random() * 0.06, 0.03 + random() ** 2 * 0.2];
    addBlock(to, [random() * 6.2832, radius, y], half, random() < 0.6 ? 'dark' : 'hull');
  }
  for (let i = 0; i < 260; i += 1) {
    const half: Vec = [0.03 + random() ** 2 * 0.14, 0.015 + random() * 0.03, 0.02 + random() * 0.03];
    addBlock(to, [random() * 6.2832, ringRadius, random() < 0.5 ? -0.21 : 0.21], half, 'dark');
  }
}

/** A height with room for details, and the spindle's radius there. */
function spindlePlace(at: number): readonly [number, number] {
  const bands =
    '-6.8,0.5,1.1 -5.8,1,0.6 -3.8,1.2,1.5 -2.1,0.7,1.1 -0.5,1,2.15 1.4,0.9,1.2 3.3,0.8,1.2 4.7,0.7,0.8 6.1,0.5,1.65'.split(
      ' ',
    );
  const place = at * bands.length;
  const [low, tall, radius] = (bands[Math.floor(place)] ?? '').split(',').map(Number) as [
    number,
    number,
    number,
  ];
  return [low + (place % 1) * tall, radius];
}
