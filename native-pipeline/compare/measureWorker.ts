/** The module that the measuring thread runs. Its tasks take whole pictures and make RGB of them here, off the engine's own thread. */
import type { Picture } from '../../model/picture';
import { rgbFromPicture } from '../frames/rgb';
import { measureMask, measurePair } from './pair';
import { serveTasks } from './threadTasks';

export interface PairInput {
  a: Picture;
  b: Picture;
  threshold: number;
}

serveTasks({
  measure: ({ a, b, threshold }: PairInput) => ({
    result: measurePair(rgbFromPicture(a), rgbFromPicture(b), threshold),
    transfer: [],
  }),
  mask: ({ a, b, threshold }: PairInput) => {
    const { mask } = measureMask(rgbFromPicture(a), rgbFromPicture(b), threshold);
    return { result: mask, transfer: [mask.buffer] };
  },
});
