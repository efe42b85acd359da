/**
 * Saves comparison stills: reads the pictures, has the files composed, writes them with their sidecar, all of them or none.
 *
 * Lossless, at full size, never improved; which files come out is decided by stillPlan.ts, how they look by compose.ts.
 */
import path from 'node:path';
import type { Measurement, StillsResult } from '../../model/compare';
import { WorkbenchError } from '../../model/errors';
import type { JobTask } from '../../model/job';
import type { Picture } from '../../model/picture';
import { framesPerSecond } from '../../model/time';
import type { Measurer } from '../compare/measure';
import type { Tools } from '../ffmpeg/tools';
import type { Pictures } from '../frames/pictures';
import type { ComposedStill, FrameTask } from './compose';
import { type Composer, createComposer } from './composer';
import { errorExists, isSameFile, isTaken, type OutputFiles, openOutput } from './outputFiles';
import { type FrameReport, formatSidecar, reportPicture, reportSide, timecodeOf } from './sidecar';
import { hashSource, type SourceHash } from './sourceHash';
import { baseName, manifestName, stillName } from './stillNames';
import {
  type FullSize,
  planStills,
  rolesOf,
  type StillSide,
  type StillsPlan,
  type StillsWork,
  stillTasks,
} from './stillPlan';

export type { StillSide, StillsWork } from './stillPlan';

export interface StillsDeps {
  pictures: Pick<Pictures, 'readSource' | 'readVariant'>;
  tools: Pick<Tools, 'ffmpeg' | 'capabilities'>;
  measurer: Measurer;
  /** The program's own version, for the sidecar. */
  version: string;
}

/** Throws output-exists before anything is read or written; after any error or cancel nothing new is in the folder. */
export async function exportStills(work: StillsWork, deps: StillsDeps, task: JobTask): Promise<StillsResult> {
  const plan = planStills(work, deps.tools.capabilities);
  const frames = [...new Set(work.frames)].sort((a, b) => a - b);
  const names = await chooseNames(work, rolesOf(work, plan), frames);
  const output = await openOutput(path.resolve(work.folder));
  const composer = createComposer();
  try {
    const reports = await makeFrames({ work, plan, frames, names, output, composer }, deps, task);
    const sidecar = await createSidecar(work, plan, reports, deps, task.signal);
    await output.write(names.manifest, new TextEncoder().encode(sidecar));
    task.signal.throwIfAborted();
    await output.publish(work.isOverwriting);
    return createResult(work.folder, names.manifest, reports);
  } finally {
    await composer.close();
    await output.discard();
  }
}

interface Names {
  still(frame: number, role: string): string;
  manifest: string;
}

/** The first run of names that is free; without numbering only the first run will do. */
async function chooseNames(work: StillsWork, roles: string[], frames: number[]): Promise<Names> {
  const base = baseName(work.a.open.clip.name);
  for (let run = 1; ; run++) {
    const names: Names = {
      still: (frame, role) => stillName(base, run, frame, role),
      manifest: manifestName(base, run),
    };
    const all = [names.manifest, ...frames.flatMap((frame) => roles.map((role) => names.still(frame, role)))];
    if (work.isOverwriting) {
      await assertNoSource(work, all);
      return names;
    }
    const taken = await findTaken(path.resolve(work.folder), all);
    if (taken === null) return names;
    if (!work.isNumbering) throw errorExists(taken);
  }
}

/** Whatever may be overwritten, the compared clips may not. */
async function assertNoSource({ a, b, folder }: StillsWork, names: string[]): Promise<void> {
  for (const { open } of [a, b]) {
    for (const name of names) {
      const target = path.resolve(folder, name);
      if (!(await isSameFile(target, open.source.path))) continue;
      const detail = `A still would replace one of the compared pictures: ${target}`;
      throw new WorkbenchError('output-unwritable', detail, 'Choose another folder.');
    }
  }
}

async function findTaken(folder: string, names: string[]): Promise<string | null> {
  for (const name of names) if (await isTaken(path.join(folder, name))) return path.join(folder, name);
  return null;
}

/** What all frames of a run share. */
interface Run {
  work: StillsWork;
  plan: StillsPlan;
  frames: number[];
  names: Names;
  output: OutputFiles;
  composer: Composer;
}

async function makeFrames(
  run: Run,
  deps: StillsDeps,
  { signal, onProgress }: JobTask,
): Promise<FrameReport[]> {
  const reports: FrameReport[] = [];
  const total = run.frames.length;
  const startedAt = performance.now();
  onProgress({ done: 0, total, fps: null, secsLeft: null });
  for (const frame of run.frames) {
    signal.throwIfAborted();
    reports.push(await makeFrame(run, frame, deps, signal));
    const done = reports.length;
    const secsEach = (performance.now() - startedAt) / 1000 / done;
    onProgress({ done, total, fps: null, secsLeft: secsEach * (total - done) });
  }
  return reports;
}

async function makeFrame(
  run: Run,
  frame: number,
  deps: StillsDeps,
  signal: AbortSignal,
): Promise<FrameReport> {
  const { work, plan, names, output, composer } = run;
  const pictures = await readPictures(run, frame, deps, signal);
  const measurement = await measureFrame(run, frame, pictures, deps, signal);
  const facts = { a: pictures['a-native'].header, b: pictures['b-native'].header, measurement };
  const composed = await composer.compose({ pictures, stills: stillTasks(work, plan, facts) }, signal);
  for (const { role, png } of composed) await output.write(names.still(frame, role), png);
  return {
    frame,
    timecode: timecodeOf(frame, work.a.open.clip),
    a: reportPicture(facts.a),
    b: reportPicture(facts.b),
    measurement,
    files: composed.map((still) => reportFile(names.still(frame, still.role), still)),
  };
}

function reportFile(name: string, { role, sha256, width, height, bitDepth }: ComposedStill) {
  return { name, role, sha256, width, height, bitDepth };
}

type FramePictures = Required<FrameTask['pictures']>;

async function readPictures(
  { work, plan }: Run,
  frame: number,
  deps: StillsDeps,
  signal: AbortSignal,
): Promise<FramePictures> {
  const a = await readSide(work.a, frame, deps, signal);
  const frameB = frameOfB(work, frame, a);
  const b = await readSide(work.b, frameB, deps, signal);
  return {
    'a-native': a,
    'b-native': b,
    'a-full': plan.fullA ? await readFull(work.a, plan.fullA, frame, deps, signal) : a,
    'b-full': plan.fullB ? await readFull(work.b, plan.fullB, frameB, deps, signal) : b,
  };
}

/** The same frame where both sides are one clip; else the latest frame of B on screen at that moment, as nobody has aligned them. */
function frameOfB({ a, b }: StillsWork, frame: number, pictureA: Picture): number {
  if (a.open.clip.id === b.open.clip.id) return frame;
  // Half a tick in 10 000 frames: times are rounded in the file, frames are not.
  return Math.floor(pictureA.header.timeSecs * framesPerSecond(b.open.clip.rate) + 1e-3);
}

function readSide(
  { open, plan }: StillSide,
  frame: number,
  { pictures }: StillsDeps,
  signal: AbortSignal,
): Promise<Picture> {
  const at = { frame, clock: 'source' } as const;
  return plan ? pictures.readVariant(open, plan, at, signal) : pictures.readSource(open, frame, signal);
}

function readFull(
  { open }: StillSide,
  { plan }: FullSize,
  frame: number,
  { pictures }: StillsDeps,
  signal: AbortSignal,
): Promise<Picture> {
  return pictures.readVariant(open, plan, { frame, clock: 'source' }, signal);
}

function measureFrame(
  { work, plan }: Run,
  frame: number,
  pictures: FramePictures,
  { measurer }: StillsDeps,
  signal: AbortSignal,
): Promise<Measurement> {
  const side = ({ open, recipe, label }: StillSide, full: FullSize | null, picture: Picture) => ({
    picture,
    clipId: open.clip.id,
    recipe: full?.recipe ?? recipe,
    asked: frame,
    label: [label || open.clip.name, full && recipe?.title].filter(Boolean).join(', '),
    isEnlarged: full !== null && (recipe?.steps ?? []).every(({ isOn }) => !isOn),
  });
  const a = side(work.a, plan.fullA, pictures['a-full']);
  const b = side(work.b, plan.fullB, pictures['b-full']);
  return measurer.measure(a, b, { threshold: work.threshold, signal });
}

async function createSidecar(
  work: StillsWork,
  plan: StillsPlan,
  frames: FrameReport[],
  { tools, version }: StillsDeps,
  signal: AbortSignal,
): Promise<string> {
  const hashA = await hashSource(work.a.open.source, signal);
  const isOneClip = work.a.open.clip.id === work.b.open.clip.id;
  const hashB = isOneClip ? hashA : await hashSource(work.b.open.source, signal);
  const report = ({ open, ...side }: StillSide, hash: SourceHash, full: FullSize | null) =>
    reportSide({ ...side, clip: open.clip, hash, full });
  const { layouts, wipeAt, isSwapped, threshold, hasCaptions } = work;
  const measuring = frames[0]?.measurement.scores.map(({ tool }) => tool) ?? [];
  return formatSidecar({
    program: { name: 'remaster', version },
    tools: [{ name: 'ffmpeg', version: tools.ffmpeg.version }, ...measuring],
    settings: { layouts, wipeAt, isSwapped, threshold, hasCaptions },
    sides: { a: report(work.a, hashA, plan.fullA), b: report(work.b, hashB, plan.fullB) },
    frames,
  });
}

function createResult(folder: string, manifest: string, frames: FrameReport[]): StillsResult {
  const pathOf = (name: string): string => path.join(path.resolve(folder), name);
  const files = frames.flatMap(({ frame, files }) =>
    files.map(({ name, role, sha256 }) => ({ path: pathOf(name), role, frame, sha256 })),
  );
  return { files, manifest: pathOf(manifest) };
}
