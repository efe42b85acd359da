/**
 * The running lights: points, not surfaces, so that the smallest picture still shows them.
 */
import type { Vec } from './solid';

export interface Beacon {
  at: Vec;
  colour: Vec;
  /** Flashes a second (0 = steady), and where in its flash it starts (0..1). */
  beat: number;
  phase: number;
}

export function stationBeacons(): Beacon[] {
  const beacons: Beacon[] = [];
  for (let i = 0; i < 12; i += 1) {
    const angle = ((i + 0.5) / 12) * 2 * Math.PI;
    const at: Vec = [Math.cos(angle) * 7.67, i % 2 ? 0.37 : -0.37, Math.sin(angle) * 7.67];
    beacons.push({ at, colour: i % 2 ? [1, 0.1, 0.06] : [0.5, 0.8, 1], beat: 1, phase: i / 12 });
  }
  beacons.push({ at: [0, 9.75, 0], colour: [1, 0.12, 0.08], beat: 0.9, phase: 0 });
  beacons.push({ at: [0, -9.1, 0], colour: [1, 0.12, 0.08], beat: 0.9, phase: 0.5 });
  for (let i = 0; i < 8; i += 1) {
    const angle = (i / 8) * 2 * Math.PI;
    beacons.push({
      at: [Math.cos(angle) * 1.68, 6.35, Math.sin(angle) * 1.68],
      colour: [1, 0.75, 0.3],
      beat: 0,
      phase: 0,
    });
  }
  return beacons;
}
