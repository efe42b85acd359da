/** nnedi, the trained predictor of missing lines: as a deinterlacer, and what speaks against it where its weights are not at hand. Pure. */
import type { FieldOrder } from '../../model/clip';
import type { Filter } from '../ffmpeg/graph';
import { type Build, type Remark, refuse } from './pictureState';

/** Both fields become pictures, or only the one that is shown first. Each keeps its own lines. */
export function nnediDeinterlacer(weights: string, order: FieldOrder, isBob: boolean): Filter {
  const first = order === 'top-first' ? 't' : 'b';
  // The filter's own choice of networks, which its author made for deinterlacing: wide and low.
  const networks = { nsize: 's32x4', nns: 'n32', qual: 'fast' };
  return {
    name: 'nnedi',
    options: { weights, deint: 'all', field: isBob ? `${first}f` : first, ...networks },
  };
}

/** A refusal where no weights were named, or null. `what` begins the sentence. */
export function missingWeights(build: Build, what: string, instead: string): Remark | null {
  if (build.extras?.nnediWeights) return null;
  return refuse(
    `${what} needs its trained weights, a file of 13.6 MB that no build carries.`,
    `Get nnedi3_weights.bin and name it by the environment variable NNEDI_WEIGHTS, or choose another ${instead}.`,
  );
}
