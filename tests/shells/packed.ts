/**
 * Packs the desktop program for Linux without Electron: electron-builder works on a folder that looks like Electron's to it.
 *
 * The archive is then laid open as a folder of the same name, with the stand-in as its `electron`, so that plain Node can run what was packed.
 */
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { build as buildWithVite } from 'vite';

export const ROOT = path.join(import.meta.dirname, '../..');
/** Where the fuses of a real executable lie: this text, a version, their number, and a sign for each. */
const FUSES = ['dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', '\u0001', '\u0009', '1'.repeat(9)].join('');

const require = createRequire(path.join(ROOT, 'package.json'));
const requireOfBuilder = createRequire(require.resolve('app-builder-lib/package.json'));

export function readPackingConfig(): Record<string, unknown> {
  const yaml = requireOfBuilder('js-yaml') as { load(text: string): Record<string, unknown> };
  return yaml.load(readFileSync(path.join(ROOT, 'electron-builder.yml'), 'utf8'));
}

export async function validatePacking(config: unknown): Promise<void> {
  const { validateConfiguration } = require('app-builder-lib/out/util/config/config');
  const { DebugLogger } = requireOfBuilder('builder-util');
  await validateConfiguration(config, new DebugLogger(false));
}

export interface Packed {
  /** The unpacked program: its `resources` and the executable. */
  folder: string;
  resources: string;
  /** Files in the archive, from its root. */
  files: string[];
}

/** Needs out/ to be built. Everything goes to `work`, a folder of the caller's. */
export async function packForLinux(work: string): Promise<Packed> {
  const builder = require('electron-builder') as typeof import('electron-builder');
  await builder.build({
    projectDir: ROOT,
    targets: builder.Platform.LINUX.createTarget('dir', builder.Arch.x64),
    publish: 'never',
    // Laid over electron-builder.yml, which is read by itself.
    config: {
      electronDist: makeElectronFolder(work),
      directories: { output: path.join(work, 'release'), buildResources: 'packaging' },
    },
  });
  const folder = path.join(work, 'release', 'linux-unpacked');
  const resources = path.join(folder, 'resources');
  return {
    folder,
    resources,
    files: asar().listPackage(path.join(resources, 'app.asar'), { isPack: false }),
  };
}

/** A copy with the folder `app.asar` in place of the archive. As in one, the programs seem to be there and cannot be started. */
export async function layOpen(packed: Packed, folder: string): Promise<Packed> {
  const resources = path.join(folder, 'resources');
  const archive = path.join(resources, 'app.asar');
  cpSync(packed.resources, resources, { recursive: true, filter: (file) => !file.endsWith('app.asar') });
  asar().extractAll(path.join(packed.resources, 'app.asar'), archive);
  for (const entry of readdirSync(archive, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/^ff(mpeg|probe)$/.test(entry.name)) continue;
    const program = path.join(entry.parentPath, entry.name);
    rmSync(program);
    writeFileSync(program, 'is in app.asar.unpacked', { mode: 0o444 });
  }
  await buildWithVite({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: path.join(archive, 'node_modules/electron'),
      emptyOutDir: false,
      rollupOptions: {
        input: path.join(ROOT, 'tests/helpers/electronStandIn/index.ts'),
        output: { entryFileNames: 'index.js' },
      },
    },
  });
  writeFileSync(
    path.join(archive, 'node_modules/electron/package.json'),
    '{"type":"module","main":"index.js"}',
  );
  return { ...packed, folder, resources };
}

export function readFuses({ folder }: Packed): Promise<Record<string, unknown>> {
  const { getCurrentFuseWire } = requireOfBuilder('@electron/fuses');
  return getCurrentFuseWire(path.join(folder, 'remaster'));
}

export function makeWorkFolder(): string {
  return mkdtempSync(path.join(os.tmpdir(), 'packed-'));
}

function makeElectronFolder(work: string): string {
  const folder = path.join(work, 'electron');
  for (const name of ['locales', 'resources']) mkdirSync(path.join(folder, name), { recursive: true });
  const files = {
    electron: `an executable ${FUSES}`,
    'locales/en-US.pak': '',
    LICENSE: '',
    'LICENSES.chromium.html': '',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text, 'latin1');
  chmodSync(path.join(folder, 'electron'), 0o755);
  return folder;
}

function asar(): typeof import('@electron/asar') {
  return requireOfBuilder('@electron/asar');
}
