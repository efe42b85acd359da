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

/** Beside the clip, named after clip and recipe: '…/station-dvd-film.mkv'. */
export function suggestedOut(clipPath: string | undefined, recipeId: string, codec: Codec): string {
  if (!clipPath) return '';
  const file = clipPath.slice(folderBeside(clipPath).length + 1);
  const stem = file.replace(/\.[^.]+$/, '');
  return folderBeside(clipPath, `${stem}-${recipeId || 'own'}.${EXTENSIONS[codec]}`);
}

/** Another codec lives in another container: the name follows, unless the user gave it an ending of their own. */
export function withExtension(out: string, before: Codec, codec: Codec): string {
  const old = `.${EXTENSIONS[before]}`;
  return out.endsWith(old) ? `${out.slice(0, -old.length)}.${EXTENSIONS[codec]}` : out;
}
