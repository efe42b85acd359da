/**
 * The courier of the effects shot, as a solid of its own: it flies where the station only turns.
 */
import { openRandom } from './noise';
import { addBox, addRod, finishSolid, openBuilder, type Solid, type Vec } from './solid';

/** A small courier: nose along +x. */
export function buildShip(): Solid {
  const to = openBuilder();
  const random = openRandom(5);
  addBox(
    to,
    [0, 0, 0],
    [
      [0.62, 0, 0],
      [0, 0.13, 0],
      [0, 0, 0.17],
    ],
    'hull',
  );
  addBox(
    to,
    [0.78, -0.02, 0],
    [
      [0.22, 0, 0],
      [0, 0.08, 0],
      [0, 0, 0.11],
    ],
    'hull',
  );
  addBox(
    to,
    [0.28, 0.16, 0],
    [
      [0.2, 0, 0],
      [0, 0.06, 0],
      [0, 0, 0.09],
    ],
    'radiator',
  );
  for (const side of [-1, 1]) {
    addBox(
      to,
      [-0.28, 0, side * 0.36],
      [
        [0.42, 0, 0],
        [0, 0.09, 0],
        [0, 0, 0.1],
      ],
      'dark',
    );
    addBox(
      to,
      [-0.72, 0, side * 0.36],
      [
        [0.03, 0, 0],
        [0, 0.07, 0],
        [0, 0, 0.08],
      ],
      'engine',
    );
    addBox(
      to,
      [-0.1, 0.02, side * 0.66],
      [
        [0.3, 0, 0],
        [0, 0.015, 0.0],
        [-0.1, 0.05 * side, 0.26],
      ],
      'hull',
    );
    addRod(to, [0.1, 0, side * 0.9], [0.62, 0, side * 0.88], 0.018, 'dark');
  }
  for (let i = 0; i < 60; i += 1) {
    const at: Vec = [random() * 1.1 - 0.55, 0.13, random() * 0.3 - 0.15];
    addBox(
      to,
      at,
      [
        [0.02 + random() * 0.06, 0, 0],
        [0, 0.012 + random() * 0.03, 0],
        [0, 0, 0.01 + random() * 0.03],
      ],
      'dark',
    );
  }
  return finishSolid(to);
}
