/**
 * What a build of ffmpeg can do, read from the binary itself, and what its gaps mean for the work here.
 */
import { type Extras, findExtras } from './extras';
import { runProgram } from './run';
import { remembered } from './toolMemory';

export interface Capabilities {
  filters: ReadonlySet<string>;
  encoders: ReadonlySet<string>;
  decoders: ReadonlySet<string>;
  muxers: ReadonlySet<string>;
  demuxers: ReadonlySet<string>;
  /** Absent where nobody looked. */
  extras?: Extras;
}

type Kind = Exclude<keyof Capabilities, 'extras'>;
const KINDS: readonly Kind[] = ['filters', 'encoders', 'decoders', 'muxers', 'demuxers'];

/** What we miss where it is absent. */
const WANTED: readonly { kind: Kind; name: string; matters: string }[] = [
  { kind: 'filters', name: 'zscale', matters: 'colour conversion is left to a less exact scaler' },
  { kind: 'filters', name: 'bwdif', matters: 'video fields cannot be deinterlaced well' },
  { kind: 'filters', name: 'fieldmatch', matters: 'film cannot be recovered from telecined fields' },
  { kind: 'filters', name: 'decimate', matters: 'repeated frames of telecined film cannot be dropped' },
  { kind: 'filters', name: 'nnedi', matters: 'the neural deinterlacer is not offered' },
  { kind: 'filters', name: 'nlmeans', matters: 'the slow denoiser is not offered' },
  { kind: 'filters', name: 'hqdn3d', matters: 'the fast denoiser is not offered' },
  { kind: 'filters', name: 'libvmaf', matters: 'VMAF scores are not offered' },
  { kind: 'encoders', name: 'libx264', matters: 'H.264 files cannot be rendered' },
  { kind: 'encoders', name: 'libx265', matters: 'HEVC files cannot be rendered' },
  { kind: 'encoders', name: 'prores_ks', matters: 'ProRes files cannot be rendered' },
  { kind: 'encoders', name: 'ffv1', matters: 'lossless files cannot be rendered' },
  { kind: 'decoders', name: 'mpeg2video', matters: 'DVDs cannot be opened' },
];

export interface ReadCapabilities {
  capabilities: Capabilities;
  problems: string[];
}

/** Reads the build's lists, all at once; remembered in memory, and in `folder` where one is given. */
export async function readCapabilities(program: string, folder?: string): Promise<ReadCapabilities> {
  const lists = await Promise.all(KINDS.map((kind) => readList(program, kind, folder)));
  const sets = KINDS.map((kind, at) => [kind, new Set(lists[at])]);
  const listed = Object.fromEntries(sets) as unknown as Capabilities;
  const { extras, problems } = await findExtras(program, listed.filters, folder);
  const capabilities = { ...listed, extras };
  return { capabilities, problems: [...findGaps(capabilities), ...problems] };
}

function readList(program: string, kind: Kind, folder: string | undefined): Promise<readonly string[]> {
  return remembered(program, kind, folder, async () => {
    const { stdout } = await runProgram(program, ['-hide_banner', `-${kind}`], {
      purpose: `asking ffmpeg for its ${kind}`,
      limitMillis: 20_000,
    });
    return [...parseList(stdout.toString('utf8'))];
  });
}

/**
 * Names from ffmpeg's lists. A line is flags, name, description; one name may stand for several ("mov,mp4,m4a"). Headings and legends have
 * " = " or no flags. ffmpeg 7 marks devices by a "d" of its own. Where a coder is named otherwise than its codec, "(codec msmpeg4v3)", both names count.
 */
export function parseList(text: string): Set<string> {
  const names = new Set<string>();
  for (const line of text.split('\n')) {
    const match = /^ {1,2}[A-Z.|a-z]{1,6}(?: d)? {1,3}([a-z0-9][\w,.-]*)(?: |$)/.exec(line);
    if (!match?.[1] || line.includes(' = ')) continue;
    for (const name of match[1].split(',')) names.add(name);
    const codec = /\(codec ([\w-]+)\)\s*$/.exec(line)?.[1];
    if (codec) names.add(codec);
  }
  return names;
}

export function findGaps(capabilities: Capabilities): string[] {
  return WANTED.filter(({ kind, name }) => !capabilities[kind].has(name)).map(
    ({ kind, name, matters }) =>
      `This ffmpeg build lacks the ${kind.slice(0, -1)} ${name}: ${matters}. A fuller build can be named by FFMPEG_PATH.`,
  );
}
