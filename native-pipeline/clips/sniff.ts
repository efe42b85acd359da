/**
 * Looks at a file's first bytes before any program may read it: what is plainly no video is refused here, with its real name.
 *
 * The second line of defence against playlists; the first is that ffmpeg gets a list of demuxers and protocols it may use (ffmpeg/source.ts). Pure.
 */
import { type ErrorCode, WorkbenchError } from '../../model/errors';

interface Foreign {
  is: (head: Uint8Array, text: string) => boolean;
  code: ErrorCode;
  what: string;
  hint: string;
}

const OPEN_THE_FILE = 'Open the video file itself.';
const UNPACK = 'Unpack it and open the video inside.';

/** Playlists and manifests: text that makes a player open other files or addresses. */
const POINTERS: readonly [RegExp, string][] = [
  [/^#EXTM3U/, 'an HLS playlist (M3U)'],
  [/^ffconcat version/, 'a list of files for ffmpeg (ffconcat)'],
  [/^file +['"]?[\w./:]/, 'a list of files for ffmpeg (concat)'],
  [/<MPD[\s>]/, 'a DASH manifest'],
  [/<SmoothStreamingMedia[\s>]/, 'a Smooth Streaming manifest'],
  [/<(CompositionPlaylist|AssetMap|PackingList)[\s>]/, 'a package list (IMF or DCP)'],
  [/^\[playlist\]/i, 'a playlist (PLS)'],
  [/<(asx|smil)[\s>]/i, 'a playlist (ASX or SMIL)'],
  [/^\[Reference\]/i, 'a stream reference (ASX)'],
  [/^v=0\r?\no=/, 'a session description (SDP)'],
  [/^(RTSPtext|rtsp:\/\/|https?:\/\/)/, 'a stream address'],
];

const FOREIGN: readonly Foreign[] = [
  { is: starts(0x50, 0x4b, 3, 4), code: 'not-a-video', what: 'a ZIP archive', hint: UNPACK },
  { is: starts(0x52, 0x61, 0x72, 0x21), code: 'not-a-video', what: 'a RAR archive', hint: UNPACK },
  { is: starts(0x37, 0x7a, 0xbc, 0xaf), code: 'not-a-video', what: 'a 7z archive', hint: UNPACK },
  { is: starts(0x1f, 0x8b), code: 'not-a-video', what: 'a gzip archive', hint: UNPACK },
  { is: starts(0x25, 0x50, 0x44, 0x46), code: 'not-a-video', what: 'a PDF document', hint: '' },
  { is: starts(0x7f, 0x45, 0x4c, 0x46), code: 'not-a-video', what: 'a program', hint: '' },
  {
    // Never drawn, not even as a picture: SVG may run scripts and name other files.
    is: (_head, text) => /<svg[\s>]/i.test(text),
    code: 'not-a-video',
    what: 'an SVG drawing, which may name other files and is not opened',
    hint: 'Export it as PNG and open that.',
  },
  {
    is: (_head, text) => /^\s*<(!doctype html|html)/i.test(text),
    code: 'not-a-video',
    what: 'a web page',
    hint: '',
  },
];

/** Bytes worth reading for `refuseForeign`. */
export const HEAD_BYTES = 4096;

/** Throws where the first bytes show that this is something else. `path` is named last. */
export function refuseForeign(head: Uint8Array, path: string): void {
  const text = textOf(head);
  const pointer = POINTERS.find(([pattern]) => text !== null && pattern.test(text));
  if (pointer) {
    const detail = `This is ${pointer[1]}; it would make ffmpeg open other files or addresses: ${path}`;
    throw new WorkbenchError('points-elsewhere', detail, OPEN_THE_FILE);
  }
  const foreign = FOREIGN.find(({ is }) => is(head, text ?? ''));
  if (foreign) throw new WorkbenchError(foreign.code, `This is ${foreign.what}: ${path}`, foreign.hint);
}

/** True where the file begins as an MP4 or QuickTime movie does: a four-letter box name behind a size. */
export function startsLikeMovie(head: Uint8Array): boolean {
  return /^(ftyp|moov|mdat|wide|free|skip|pnot|styp|sidx|uuid)$/.test(latin(head.subarray(4, 8)));
}

/** Null for bytes that are not text: control characters do not occur in manifests. */
function textOf(head: Uint8Array): string | null {
  const text = new TextDecoder('utf-8').decode(head).replace(/^\uFEFF/, '');
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (isUtf16) return latin(head).replaceAll('\0', '').slice(2);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary data from text.
  return /[\x00-\x08\x0e-\x1a]/.test(text) ? null : text.trimStart();
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function starts(...magic: number[]): (head: Uint8Array) => boolean {
  return (head) => magic.every((byte, at) => head[at] === byte);
}
