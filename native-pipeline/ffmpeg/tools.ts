/**
 * Finds ffmpeg and ffprobe and reads from the binary what this build can do.
 *
 * The order of places is a promise to the user (README): what was named explicitly is used or refused, never passed over in silence.
 */
import { access, chmod, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { WorkbenchError } from '../../model/errors';
import { type Capabilities, readCapabilities } from './capabilities';
import { INSTALL_HINT } from './failure';
import { runProgram } from './run';
import { remembered } from './toolMemory';
import {
  type Candidate,
  ffmpegCandidates,
  ffprobeCandidates,
  outsideArchive,
  type ToolName,
  type ToolPlace,
} from './toolPlaces';

export type { Capabilities } from './capabilities';
export type { ToolPlace } from './toolPlaces';

export interface FoundTool {
  path: string;
  /** As the program says it: "5.1.9-0+deb12u1", "7.0". */
  version: string;
  /** Why this one. */
  from: ToolPlace;
}

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
  /** Folder in which to remember what programs said about themselves, so that the next start need not ask. */
  stateDir?: string;
}

interface Search {
  /** What was passed over and why; added to. */
  problems: string[];
  stateDir: string | undefined;
}

/** Throws 'ffmpeg-missing', naming what was tried, where a program is not found or a named one does not work. */
export async function findTools(settings: ToolSettings = {}): Promise<Tools> {
  const { stateDir } = settings;
  const search: Search = { problems: [], stateDir };
  const ffmpeg = await findFirst('ffmpeg', ffmpegCandidates(settings.ffmpegPath), search);
  const [ffprobe, read] = await Promise.all([
    findFirst('ffprobe', ffprobeCandidates(settings.ffprobePath, ffmpeg.path), search),
    readCapabilities(ffmpeg.path, stateDir),
  ]);
  return {
    ffmpeg,
    ffprobe,
    capabilities: read.capabilities,
    problems: [...search.problems, ...read.problems],
  };
}

async function findFirst(name: ToolName, candidates: Candidate[], search: Search): Promise<FoundTool> {
  for (const candidate of candidates) {
    const file = outsideArchive(candidate.path);
    const tried = await tryTool(file, name, search.stateDir);
    if ('version' in tried) return { path: file, version: tried.version, from: candidate.from };
    if (candidate.isNamed) throw errorFromNamed(name, candidate.from, tried.why, file);
    if (tried.isThere)
      search.problems.push(
        `${name} from ${candidate.from} was passed over, because it ${tried.why}: ${file}`,
      );
  }
  const places = [...new Set(candidates.map(({ from }) => from))].join(', ');
  throw new WorkbenchError('ffmpeg-missing', `No ${name} was found; looked in: ${places}.`, INSTALL_HINT);
}

interface Refusal {
  isThere: boolean;
  why: string;
}

async function tryTool(
  file: string,
  name: ToolName,
  stateDir?: string,
): Promise<{ version: string } | Refusal> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return { isThere: false, why: 'is not there' };
  if (!(await isRunnable(file))) return { isThere: true, why: 'may not be run (no permission)' };
  try {
    const [program, version] = await remembered(file, 'version', stateDir, () => askVersion(file, name));
    return program === name && version ? { version } : { isThere: true, why: `is not ${name}` };
  } catch (error) {
    return { isThere: true, why: `does not run (${error instanceof Error ? error.message : String(error)})` };
  }
}

/** The program's own name and version; nothing where it is another program. */
async function askVersion(file: string, name: ToolName): Promise<string[]> {
  const run = { purpose: `asking ${name} for its version`, limitMillis: 15_000 };
  const { stdout } = await runProgram(file, ['-version'], run);
  return /^(ffmpeg|ffprobe) version (\S+)/.exec(stdout.toString())?.slice(1, 3) ?? [];
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

function errorFromNamed(name: ToolName, from: ToolPlace, why: string, file: string): WorkbenchError {
  const place = from === 'setting' ? 'The setting' : `The environment variable ${from}`;
  return new WorkbenchError(
    'ffmpeg-missing',
    `${place} names a program that ${why}, so ${name} cannot be used: ${file}`,
    'Correct or clear it; the workbench then looks in the usual places.',
  );
}
