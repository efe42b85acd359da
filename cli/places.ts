/** Where things lie, from a checkout and when installed. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { electronBinary } from '../electron/binary';
import type { ToolReport } from '../model/contract';
import { WorkbenchError } from '../model/errors';

/** The package's own folder: the nearest one upwards that has our package.json. */
export function packageFolder(from = import.meta.dirname): string {
  const parent = path.dirname(from);
  return existsSync(path.join(from, 'package.json')) || parent === from ? from : packageFolder(parent);
}

export async function readVersion(): Promise<string> {
  const text = await readFile(path.join(packageFolder(), 'package.json'), 'utf8');
  return String((JSON.parse(text) as { version: string }).version);
}

export async function findSamples(): Promise<string | null> {
  const folder = path.join(packageFolder(), 'samples');
  return existsSync(folder) ? folder : null;
}

export function pageFolder(): string {
  return path.join(packageFolder(), 'out', 'page');
}

const PAGE_FILES = ['page/index.html'];
const WINDOW_FILES = [...PAGE_FILES, 'electron/main.js', 'electron/preload.cjs'];

/** Throws not-built where the window ('page': the one in a browser) was never built here, as in a fresh clone. */
export function requireBuilt(what: 'page' | 'window', folder = packageFolder()): void {
  const files = what === 'page' ? PAGE_FILES : WINDOW_FILES;
  const missing = files.map((file) => path.join(folder, 'out', file)).find((file) => !existsSync(file));
  if (missing === undefined) return;
  throw new WorkbenchError(
    'not-built',
    `A part of it is missing, as in a fresh clone: ${missing}`,
    'Run `npm run build` once; or use `npm start -- [CLIP] [--web]`, which builds what is missing.',
  );
}

/** `npm run` changes to the package's folder and keeps the user's in INIT_CWD. */
export function workFolder(): string {
  const isByNpm = process.env.npm_lifecycle_event === 'remaster';
  return (isByNpm && process.env.INIT_CWD) || process.cwd();
}

/** Recent files and uploads; the same place that Electron's shell uses is not assumed. */
export function stateFolder(): string {
  const { REMASTER_STATE, XDG_STATE_HOME, LOCALAPPDATA } = process.env;
  if (REMASTER_STATE) return REMASTER_STATE;
  if (process.platform === 'win32') return path.join(LOCALAPPDATA ?? os.homedir(), 'Remaster');
  if (process.platform === 'darwin')
    return path.join(os.homedir(), 'Library', 'Application Support', 'Remaster', 'state');
  return path.join(XDG_STATE_HOME ?? path.join(os.homedir(), '.local', 'state'), 'remaster');
}

export function describeElectron(): ToolReport {
  const binary = electronBinary();
  if (!binary)
    return {
      name: 'electron',
      path: null,
      version: null,
      from: 'not installed: `npx install-electron` fetches it',
    };
  return { name: 'electron', path: binary, version: electronVersion(binary), from: 'the electron package' };
}

function electronVersion(binary: string): string | null {
  try {
    return readFileSync(path.join(path.dirname(binary), 'version'), 'utf8').trim();
  } catch {
    return null;
  }
}
