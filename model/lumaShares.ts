/** What red and blue weigh in luma, for every matrix that is made of such weights (ITU-T H.273 table 4). YCgCo and RGB itself are not. */
import type { Matrix } from './clip';

export const LUMA_SHARES: Partial<Record<Matrix, readonly [red: number, blue: number]>> = {
  smpte170m: [0.299, 0.114],
  bt470bg: [0.299, 0.114],
  bt709: [0.2126, 0.0722],
  bt2020nc: [0.2627, 0.0593],
  fcc: [0.3, 0.11],
  smpte240m: [0.212, 0.087],
};
