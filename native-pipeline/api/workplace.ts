/** Endpoints about the workplace itself: tools, start, recent files, folders, events, commands. */

import { access, constants, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { DoctorReport, ToolReport } from '../../model/contract';
import { problemFromError } from '../../model/errors';
import { PRESETS } from '../../model/presets';
import { listCommands } from '../ffmpeg/run';
import type { Tools } from '../ffmpeg/tools';
import type { Handlers } from './app';
import { listFolder, listRecents, uploadsDir } from './files';
import type { Rooms } from './rooms';

/** What the doctor reports on, because a step, a score or a codec of ours rests on it. */
const FILTERS = [
  'bwdif',
  'yadif',
  'fieldmatch',
  'decimate',
  'nnedi',
  'estdif',
  'hqdn3d',
  'nlmeans',
  'atadenoise',
];
const MORE_FILTERS = [
  'zscale',
  'scale',
  'cas',
  'unsharp',
  'colorspace',
  'deband',
  'deblock',
  'libvmaf',
  'xbr',
  'libplacebo',
];
const ENCODERS = ['ffv1', 'libx264', 'libx265', 'prores_ks', 'aac', 'pcm_s16le', 'mov_text'];
const SAMPLE = 'station-sd.mpg';

type Endpoints =
  | 'getDoctor'
  | 'listRecipes'
  | 'getStart'
  | 'listRecents'
  | 'listFolder'
  | 'listCommands'
  | 'streamEvents';

export function createWorkplaceHandlers(rooms: Rooms): Pick<Handlers, Endpoints> {
  const { config } = rooms;
  return {
    getDoctor: () => examine(rooms),
    listRecipes: async () => [...PRESETS],
    getStart: async () => ({
      ...config.start,
      paths: await keepFiles(config.start.paths),
      samplePath: await findSample(config.samplesDir),
      uploadsFolder: uploadsDir(config),
      outFolder: await firstWritable(config.roots ?? [os.homedir()]),
    }),
    listRecents: () => listRecents(config),
    listFolder: ({ folder }) => listFolder(config, folder),
    listCommands: async () => listCommands(),
    streamEvents: async (_input, request) =>
      new Response(rooms.events.open(request.signal), {
        headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
      }),
  };
}

async function examine(rooms: Rooms): Promise<DoctorReport> {
  const { config } = rooms;
  const electron = config.electron ?? { name: 'electron', path: null, version: null, from: 'not looked for' };
  try {
    const { tools } = await rooms.ffmpeg();
    return { ...reportTools(tools), electron, version: config.version };
  } catch (error) {
    const problem = problemFromError(error);
    const none = (name: ToolReport['name']): ToolReport => ({
      name,
      path: null,
      version: null,
      from: 'not found',
    });
    const problems = [`${problem.title}: ${problem.detail} ${problem.hint}`.trim()];
    const report = { ffmpeg: none('ffmpeg'), ffprobe: none('ffprobe'), filters: {}, encoders: {} };
    return { ...report, electron, problems, version: config.version };
  }
}

function reportTools({
  ffmpeg,
  ffprobe,
  capabilities,
  problems,
}: Tools): Omit<DoctorReport, 'electron' | 'version'> {
  const has = (names: string[], known: ReadonlySet<string>) =>
    Object.fromEntries(names.map((name) => [name, known.has(name)]));
  return {
    ffmpeg: { name: 'ffmpeg', ...ffmpeg },
    ffprobe: { name: 'ffprobe', ...ffprobe },
    filters: has([...FILTERS, ...MORE_FILTERS], capabilities.filters),
    encoders: has(ENCODERS, capabilities.encoders),
    problems,
  };
}

/** A folder is named to allow what is in it, numbered pictures among it: those are opened from the list, or by naming one of them. */
async function keepFiles(paths: readonly string[]): Promise<string[]> {
  const isFolder = await Promise.all(
    paths.map((named) =>
      stat(named).then(
        (found) => found.isDirectory(),
        () => false,
      ),
    ),
  );
  return paths.filter((_named, index) => !isFolder[index]);
}

async function firstWritable(folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) {
    const isWritable = await access(folder, constants.W_OK).then(
      () => true,
      () => false,
    );
    if (isWritable) return folder;
  }
  return null;
}

async function findSample(samplesDir: string | null): Promise<string | null> {
  if (samplesDir === null) return null;
  const file = path.join(samplesDir, SAMPLE);
  return access(file).then(
    () => file,
    () => null,
  );
}
