/**
 * Turns paths into names that ffmpeg can only read as that very file.
 *
 * ffmpeg reads names as options (`-x.mpg`), protocols (`concat:a.mp4`) and number patterns (`a%03d.png`), and playlists make it open other
 * files and addresses. Here every path gets the `file:` prefix, every input a protocol whitelist, and the demuxer is named, so that the
 * content cannot choose another one. Pure: which demuxer fits is found by clips/probe.ts.
 */
import path from 'node:path';
import type { Rational } from '../../model/time';

export interface ClipSource {
  /** Absolute. Of a sequence: image2's number pattern, with every other `%` doubled. */
  path: string;
  kind: 'movie' | 'still' | 'sequence';
  /** Sequences: number of the first picture. */
  startNumber?: number;
  /** Sequences: pictures per second, which no picture can tell by itself. */
  rate?: Rational;
  /** ffmpeg's name of the demuxer, first of its aliases; found by the probe. */
  demuxer?: string;
}

/** What stands before and behind `-i`. */
export interface Input {
  options: string[];
  url: string;
}

/**
 * Demuxers that open what the file names (other files, addresses, scripts, devices), or that read a name as a pattern. None of them may be
 * chosen by content or extension; `image2` is used only where we have written the pattern ourselves.
 */
const REFUSED_DEMUXERS: ReadonlySet<string> = new Set([
  ...[
    'applehttp',
    'hls',
    'dash',
    'webm_dash_manifest',
    'concat',
    'imf',
    'sdp',
    'rtsp',
    'rtp',
    'sap',
    'smooth',
  ],
  ...[
    'avisynth',
    'vapoursynth',
    'vobsub',
    'dvdvideo',
    'svg_pipe',
    'image2',
    'alias_pix',
    'brender_pix',
    'lavfi',
  ],
  ...[
    'alsa',
    'android_camera',
    'avfoundation',
    'bktr',
    'decklink',
    'dshow',
    'fbdev',
    'gdigrab',
    'iec61883',
    'jack',
  ],
  ...[
    'kmsgrab',
    'libcdio',
    'libdc1394',
    'libndi_newtek',
    'openal',
    'oss',
    'pulse',
    'sndio',
    'v4l2',
    'vfwcap',
  ],
  ...['video4linux2', 'x11grab', 'xcbgrab', 'tty'],
]);

/** 16384 × 16384: what a picture may hold before a decoder makes room for it. */
export const MAX_PIXELS = 2 ** 28;
const SAFE_OPTIONS = ['-protocol_whitelist', 'file', '-max_pixels', String(MAX_PIXELS)];

/** Options and url that make ffmpeg open this source and nothing else. */
export function sourceInput(source: ClipSource): Input {
  return { options: [...demuxerOptions(source), ...SAFE_OPTIONS], url: fileUrl(source.path) };
}

/** As sourceInput, for a file whose demuxer is not known yet: only those of `demuxers` that stay within the file may be found. */
export function unknownInput(file: string, demuxers: ReadonlySet<string>): Input {
  return { options: ['-format_whitelist', allowedDemuxers(demuxers), ...SAFE_OPTIONS], url: fileUrl(file) };
}

function allowedDemuxers(demuxers: ReadonlySet<string>): string {
  return [...demuxers].filter((name) => !REFUSED_DEMUXERS.has(name)).join(',');
}

/** A path as ffmpeg's file protocol takes it, for inputs and outputs: everything behind the first colon is the name, letter by letter. */
export function fileUrl(file: string): string {
  return `file:${path.resolve(file)}`;
}

/** A literal path inside an image2 pattern. */
export function escapePattern(text: string): string {
  return text.replaceAll('%', '%%');
}

function demuxerOptions({ kind, demuxer, startNumber, rate }: ClipSource): string[] {
  if (kind === 'sequence') {
    const { n, d } = rate ?? { n: 24, d: 1 };
    const pattern = ['-f', 'image2', '-pattern_type', 'sequence', '-framerate', `${n}/${d}`];
    return [...pattern, '-start_number', String(startNumber ?? 0)];
  }
  if (demuxer === 'image2') return ['-f', 'image2', '-pattern_type', 'none'];
  return demuxer ? ['-f', demuxer] : [];
}
