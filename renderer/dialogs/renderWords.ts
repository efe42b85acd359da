/** What the render form offers: codecs in words, names for the file. Pure. */
import type { Codec } from '../../model/contract';
import { folderBeside } from './stillsOrder';

export const CODEC_NAMES: Readonly<Record<Codec, string>> = {
  ffv1: 'FFV1 in Matroska, lossless',
  prores: 'ProRes 422 HQ in QuickTime, for editing',
  h264: 'H.264 in MP4, small',
  hevc: 'HEVC in MP4, smaller',
};

export const EXTENSIONS: Readonly<Record<Codec, string>> = {
  ffv1: 'mkv',
  prores: 'mov',
  h264: 'mp4',
  hevc: 'mp4',
};

export type Depth = 'kept' | '8' | '10';

/** What can be chosen; ProRes 422 is of 10 bits always. */
export const DEPTHS: Readonly<Record<Codec, readonly { value: Depth; label: string }[]>> = {
  ffv1: allDepths(),
  prores: [{ value: 'kept', label: '10' }],
  h264: allDepths(),
  hevc: allDepths(),
};

/** As an order says it. */
export const BITS: Readonly<Record<Depth, 8 | 10 | null>> = { kept: null, 8: 8, 10: 10 };

function allDepths(): { value: Depth; label: string }[] {
  return [
    { value: 'kept', label: 'As the pictures' },
    { value: '8', label: '8' },
    { value: '10', label: '10' },
  ];
}

/** Beside the clip, named after clip and recipe: '…/station-dvd-film.mkv'. */
export function suggestedOut(clipPath: string | undefined, recipeId: string, codec: Codec): string {
  if (!clipPath) return '';
  const file = clipPath.slice(folderBeside(clipPath).length + 1);
  const stem = file.replace(/\.[^.]+$/, '');
  return folderBeside(clipPath, `${stem}-${recipeId || 'own'}.${EXTENSIONS[codec]}`);
}

/** '…/station-dvd-true.map.csv' for '…/station-dvd-true.mkv'. */
export function mapBeside(out: string): string {
  return `${out.replace(/\.[^.\\/]+$/, '')}.map.csv`;
}

/** Another codec lives in another container: the name follows, unless the user gave it an ending of their own. */
export function withExtension(out: string, before: Codec, codec: Codec): string {
  const old = `.${EXTENSIONS[before]}`;
  return out.endsWith(old) ? `${out.slice(0, -old.length)}.${EXTENSIONS[codec]}` : out;
}
