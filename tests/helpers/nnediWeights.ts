/** nnedi's weights for tests: the trained ones where the environment names them, else a file of zeros, with which the filter's prescreener leaves every missing sample to a cubic kernel. */
import { truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { vi } from 'vitest';

/** Enough to see that nothing moves and that own lines stay; how good the predicted lines are only trained weights tell. */
export const HAS_WEIGHTS = Boolean(process.env.NNEDI_WEIGHTS);
const BYTES = 13_574_928;

/** A file in `folder` of the size that the filter wants; names it by the environment too, unless trained ones are named. */
export function provideWeights(folder: string): string {
  const named = process.env.NNEDI_WEIGHTS;
  if (HAS_WEIGHTS && named) return path.resolve(named);
  const file = path.join(folder, 'untrained.bin');
  writeFileSync(file, '');
  truncateSync(file, BYTES);
  vi.stubEnv('NNEDI_WEIGHTS', file);
  return file;
}
