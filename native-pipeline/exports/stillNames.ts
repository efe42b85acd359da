/**
 * Names of stills: they sort in order and are legal on every system. Pure.
 *
 * `station-sd_000123_side-by-side.png`: the clip, the source frame, the role. A second run of the same clip is `station-sd-2_000123_…`.
 */

/** Names may hold 255 bytes (ext4, APFS) or characters (NTFS); this leaves room for frame, role and the temporary ending. */
const BASE_BYTES = 120;
/** Windows refuses these whatever stands behind the first dot. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** The part of the names that comes from a clip's file name: without its extension and without what some system refuses. */
export function baseName(clipName: string): string {
  const bare = clipName
    .normalize('NFC')
    .replace(/\.[^./\\]*$/, '')
    // Control characters, what Windows refuses, and % for the sake of number patterns.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*%]/g, '-')
    .replace(/[\s.]+/g, '-')
    .replace(/-{2,}/g, '-')
    // A leading dash reads as an option, trailing ones only look odd.
    .replace(/^[-_]+|[-_]+$/g, '');
  const short = cutBytes(bare, BASE_BYTES);
  if (short === '') return 'clip';
  return RESERVED.test(short) ? `${short}-clip` : short;
}

/** `run` counts from 1; the first run has no number. */
export function stillName(base: string, run: number, frame: number, role: string): string {
  return `${runName(base, run)}_${String(frame).padStart(6, '0')}_${role}.png`;
}

export function manifestName(base: string, run: number): string {
  return `${runName(base, run)}_stills.json`;
}

function runName(base: string, run: number): string {
  return run === 1 ? base : `${base}-${run}`;
}

function cutBytes(text: string, bytes: number): string {
  const letters = Array.from(text);
  while (Buffer.byteLength(letters.join('')) > bytes) letters.pop();
  return letters.join('');
}
