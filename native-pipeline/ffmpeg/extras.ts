/**
 * What some filters need besides the build: a graphics driver, or files that no build carries.
 *
 * Files are named by environment variables, never by a recipe: a recipe travels, and must not choose what is read on another machine.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { formatGraph } from './graph';
import { type PlaceboWay, placeboFilters, VULKAN } from './placebo';
import { runProgram } from './run';
import { remembered } from './toolMemory';

export interface Extras {
  /** How libplacebo gets its pictures where it was tried and a graphics driver answered; null where none did. */
  placebo: PlaceboWay | null;
  /** Absolute path of nnedi's trained weights (NNEDI_WEIGHTS), or null. */
  nnediWeights: string | null;
  /** Absolute path of an mpv user shader (PLACEBO_SHADER), or null. */
  placeboShader: string | null;
}

/** The only size that the filter nnedi takes (libavfilter/vf_nnedi.c). */
const WEIGHTS_BYTES = 13_574_928;

export async function findExtras(
  program: string,
  filters: ReadonlySet<string>,
  folder: string | undefined,
): Promise<{ extras: Extras; problems: string[] }> {
  const [placebo, weights, shader] = await Promise.all([
    filters.has('libplacebo') ? tryPlacebo(program, folder) : null,
    findNamed('NNEDI_WEIGHTS', WEIGHTS_BYTES),
    findNamed('PLACEBO_SHADER', null),
  ]);
  return {
    extras: { placebo, nnediWeights: weights.file, placeboShader: shader.file },
    problems: [...weights.problems, ...shader.problems],
  };
}

/** Builds carry libplacebo where no driver answers; only a try tells. */
async function tryPlacebo(program: string, folder: string | undefined): Promise<PlaceboWay | null> {
  const [answer] = await remembered(program, 'libplacebo', folder, async () => {
    for (const way of ['memory', 'upload'] as const) if (await isWorking(program, way)) return [way];
    return ['fails'];
  });
  return answer === 'memory' || answer === 'upload' ? answer : null;
}

function isWorking(program: string, way: PlaceboWay): Promise<boolean> {
  const graph = `format=yuv444p,${formatGraph(placeboFilters({ w: 32, h: 32 }, 'yuv444p', way))}`;
  const input = ['-f', 'lavfi', '-i', 'nullsrc=s=16x16:d=0.04'];
  const args = ['-v', 'error', ...VULKAN, ...input, '-vf', graph, '-f', 'null', '-'];
  const run = { purpose: 'trying libplacebo', limitMillis: 20_000 };
  return runProgram(program, args, run).then(
    () => true,
    () => false,
  );
}

async function findNamed(
  variable: string,
  bytes: number | null,
): Promise<{ file: string | null; problems: string[] }> {
  const named = process.env[variable];
  if (!named) return { file: null, problems: [] };
  const file = path.resolve(named);
  const found = await stat(file).catch(() => null);
  const isFit = found?.isFile() && (bytes === null || found.size === bytes);
  if (isFit) return { file, problems: [] };
  const why = found?.isFile()
    ? `has ${found.size} bytes instead of ${bytes}`
    : 'is not a file that can be read';
  return { file: null, problems: [`What ${variable} names ${why}, and is passed over: ${file}`] };
}
