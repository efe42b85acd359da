/**
 * Builds what the shells need into out/: the page, Electron's main process with its threads, the preload, the command line.
 *
 * `tsx scripts/build.ts [part…] [--stale]`: all parts, or those named; with --stale only those older than their sources.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type InlineConfig } from 'vite';

export const PARTS = ['page', 'main', 'preload', 'cli'] as const;
export type Part = (typeof PARTS)[number];

const ROOT = path.join(import.meta.dirname, '..');
const ENGINE = ['native-pipeline', 'model'];
const COMMON = ['package.json', 'scripts/build.ts'];

/** Folders and files that a part is made of: newer than the last build, it is stale. */
const SOURCES: Record<Part, readonly string[]> = {
  page: ['renderer', 'model', 'vite.config.ts', ...COMMON],
  main: ['electron', ...ENGINE, ...COMMON],
  preload: ['electron', 'model', ...COMMON],
  cli: ['cli', 'web', 'electron/binary.ts', ...ENGINE, ...COMMON],
};

/** These compute paths from where they lie, or are C programs: they stay in node_modules. */
const STAYS = ['electron', 'fluent-ffmpeg', 'ffmpeg-static', /^@ffprobe-installer\//, /^@ffmpeg-binary\//];

const CONFIGS: Record<Part, () => InlineConfig> = {
  page: () => ({
    configFile: path.join(ROOT, 'vite.config.ts'),
    root: path.join(ROOT, 'renderer'),
    // It comes from this machine, not over a network.
    build: { chunkSizeWarningLimit: 4000 },
  }),
  main: () => nodeConfig('out/electron', 'node24', { main: 'electron/main.ts', ...threads() }),
  // In one build with main it would get a chunk, and a sandboxed preload cannot load a second file.
  preload: () => nodeConfig('out/electron', 'chrome152', { preload: 'electron/preload.ts' }, 'cjs'),
  cli: () => nodeConfig('out/cli', 'node20', { main: 'cli/main.ts', ...threads() }),
};

export async function buildParts(parts: readonly Part[] = PARTS): Promise<void> {
  // A test runner that builds hands its own down, and React would become its slow development self.
  process.env.NODE_ENV = 'production';
  for (const part of parts) {
    const startedAt = new Date();
    const config = CONFIGS[part]();
    const built = await build({ logLevel: 'warn', ...config });
    if (part === 'main' || part === 'cli') removeOthers(String(config.build?.outDir), built);
    mkdirSync(path.dirname(stampOf(part)), { recursive: true });
    writeFileSync(stampOf(part), startedAt.toISOString());
  }
}

/** The parts that were never built, or before their sources changed. */
export function staleParts(parts: readonly Part[] = PARTS): Part[] {
  return parts.filter((part) => Math.max(...SOURCES[part].map(newestIn)) > builtAt(part));
}

function nodeConfig(
  outDir: string,
  target: string,
  inputs: Record<string, string>,
  format: 'es' | 'cjs' = 'es',
): InlineConfig {
  const extension = format === 'cjs' ? 'cjs' : 'js';
  const input = Object.fromEntries(
    Object.entries(inputs).map(([name, file]) => [name, path.join(ROOT, file)]),
  );
  return {
    configFile: false,
    root: ROOT,
    ssr: { noExternal: true, external: STAYS.filter((item) => typeof item === 'string') },
    build: {
      ssr: true,
      outDir: path.join(ROOT, outDir),
      emptyOutDir: false,
      target,
      minify: false,
      rollupOptions: {
        input,
        external: STAYS,
        // One flat folder: a thread is looked for beside the module that starts it.
        output: { format, entryFileNames: `[name].${extension}`, chunkFileNames: `[name].${extension}` },
      },
    },
  };
}

/** Modules that run in a thread of their own are entries too; each is called `…Worker.ts`. */
function threads(): Record<string, string> {
  const files = filesBelow('native-pipeline').filter((file) => file.endsWith('Worker.ts'));
  return Object.fromEntries(files.map((file) => [path.basename(file, '.ts'), file]));
}

/** Modules of an earlier build. After it, not before: a program that runs from the folder keeps what it may still load. */
function removeOthers(folder: string, built: Awaited<ReturnType<typeof build>>): void {
  const outputs = Array.isArray(built) ? built : [built];
  const names = new Set(
    outputs.flatMap((one) => ('output' in one ? one.output.map((file) => file.fileName) : [])),
  );
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.js') && !names.has(name)) rmSync(path.join(folder, name));
  }
}

function stampOf(part: Part): string {
  return path.join(ROOT, 'out', 'stamps', part);
}

function builtAt(part: Part): number {
  try {
    return Date.parse(readFileSync(stampOf(part), 'utf8'));
  } catch {
    return 0;
  }
}

/** When the newest file below was changed, in milliseconds; folders count too, so that a removed file is noticed. */
function newestIn(place: string): number {
  const found = [place, ...filesBelow(place)].map((file) => path.join(ROOT, file));
  return Math.max(0, ...found.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

/** Everything below a folder, folders included, from the root; nothing for a file. */
function filesBelow(place: string): string[] {
  const full = path.join(ROOT, place);
  if (!statSync(full, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(full, { recursive: true }).map((file) => path.join(place, String(file)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const words = process.argv.slice(2);
  const named = PARTS.filter((part) => words.includes(part));
  const parts = named.length > 0 ? named : PARTS;
  await buildParts(words.includes('--stale') ? staleParts(parts) : parts);
}
