/** Makes the files of one frame out of its pictures: layouts, captions, PNG. Pure and slow: runs in the stills' thread. */
import { createHash } from 'node:crypto';
import type { Picture } from '../../model/picture';
import { eightBitRgb, type RgbPicture, rgbFromPicture } from '../frames/rgb';
import { addCaption, type Caption } from './caption';
import { layoutDifference, layoutSideBySide, layoutWipe } from './layouts';
import { formatPng } from './png';

/** Which picture stands where. 'full' sizes are those of the comparison: both sides equal, square samples. */
export type PictureName = 'a-native' | 'b-native' | 'a-full' | 'b-full';

export type StillLayout =
  | { kind: 'single'; picture: PictureName }
  | { kind: 'side-by-side' }
  | { kind: 'wipe'; wipeAt: number; isSwapped: boolean }
  | { kind: 'difference'; threshold: number };

export interface StillTask {
  /** Last part of the file's name. */
  role: string;
  layout: StillLayout;
  /** Null: no bar. */
  caption: Caption | null;
}

export interface FrameTask {
  pictures: Partial<Record<PictureName, Picture>>;
  stills: StillTask[];
}

export interface ComposedStill {
  role: string;
  png: Uint8Array<ArrayBuffer>;
  sha256: string;
  width: number;
  height: number;
  bitDepth: 8 | 16;
}

export function composeFrame({ pictures, stills }: FrameTask): ComposedStill[] {
  const made = new Map<PictureName, RgbPicture>();
  const rgbOf = (name: PictureName): RgbPicture => {
    const picture = pictures[name];
    if (!picture) throw new Error(`The stills lack the picture ${name}.`);
    const rgb = made.get(name) ?? rgbFromPicture(picture);
    made.set(name, rgb);
    return rgb;
  };
  return stills.map(({ role, layout, caption }) => {
    const bare = layOut(layout, rgbOf);
    const still = caption ? addCaption(bare, caption) : bare;
    const png = formatPng(still);
    const sha256 = createHash('sha256').update(png).digest('hex');
    return { role, png, sha256, width: still.width, height: still.height, bitDepth: still.bitDepth };
  });
}

function layOut(layout: StillLayout, rgbOf: (name: PictureName) => RgbPicture): RgbPicture {
  if (layout.kind === 'single') return rgbOf(layout.picture);
  const [a, b] = [rgbOf('a-full'), rgbOf('b-full')];
  if (layout.kind === 'side-by-side') return layoutSideBySide(a, b);
  if (layout.kind === 'wipe') {
    const [left, right] = layout.isSwapped ? [b, a] : [a, b];
    return layoutWipe(left, right, layout.wipeAt);
  }
  return layoutDifference(a, b, layout.threshold);
}

/** One picture as a PNG, or as bare interleaved bytes of 8 bits. */
export function encodePicture(picture: Picture, format: 'png' | 'rgb24'): Uint8Array<ArrayBuffer> {
  const rgb = rgbFromPicture(picture);
  return format === 'png' ? formatPng(rgb) : eightBitRgb(rgb).data;
}
