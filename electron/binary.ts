/**
 * Whether Electron can be started here, found out without touching its package's code.
 *
 * `require('electron')` outside Electron downloads the binary, synchronously, and throws where it cannot
 * (electron-notes.md section 4); so the package is located and its files are looked at, nothing more. No Electron API in this file:
 * plain Node programs (npm start, the command line, tests) import it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The path of Electron's executable, or null where it is not installed. Never downloads. */
export function electronBinary(from: string = import.meta.url): string | null {
  const folder = packageFolder(from);
  if (folder === null) return null;
  const name = readName(path.join(folder, 'path.txt'));
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const binary = override ? path.join(override, name ?? 'electron') : name && path.join(folder, 'dist', name);
  return binary && existsSync(binary) ? binary : null;
}

export interface Machine {
  binary: string | null;
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  /** The user's number; null where there is none (Windows). */
  userId: number | null;
}

export function thisMachine(): Machine {
  return {
    binary: electronBinary(),
    platform: process.platform,
    env: process.env,
    userId: process.getuid?.() ?? null,
  };
}

/** Why the window cannot be opened here, in one line with what to do about it; null where it can. */
export function electronObstacle({ binary, platform, env, userId }: Machine): string | null {
  if (binary === null) {
    return "Electron's binary is not installed (`npx install-electron --no` downloads it from github.com).";
  }
  if (platform !== 'linux') return null;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) {
    return 'There is no display for Electron (neither DISPLAY nor WAYLAND_DISPLAY is set).';
  }
  // Chromium's sandbox refuses root with SIGTRAP. Switching it off is the user's decision, never ours.
  if (userId === 0 && !env.ELECTRON_DISABLE_SANDBOX) {
    return 'Electron does not start as root (start it as another user, or set ELECTRON_DISABLE_SANDBOX=1).';
  }
  return null;
}

/** Starts the window with the app folder's package.json; the arguments are absolute paths and `--reference=…`. */
export function startElectron(binary: string, appFolder: string, args: readonly string[]): ChildProcess {
  const env = { ...process.env };
  // Set, it would turn Electron into plain Node, and NODE_OPTIONS of the calling tool do not fit Electron's Node.
  delete env.ELECTRON_RUN_AS_NODE;
  delete env.NODE_OPTIONS;
  const child = spawn(binary, [appFolder, ...args], { stdio: 'inherit', env });
  endTogether(child);
  return child;
}

/** Ctrl-C reaches the window by itself, and we wait for its clean end; a SIGTERM meant for us is handed on. */
function endTogether(child: ChildProcess): void {
  const wait = () => {};
  const handOn = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', wait).on('SIGTERM', handOn).on('SIGHUP', handOn);
  child.once('exit', () => process.off('SIGINT', wait).off('SIGTERM', handOn).off('SIGHUP', handOn));
}

function packageFolder(from: string): string | null {
  try {
    return path.dirname(createRequire(from).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

function readName(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim() || null;
  } catch {
    return null;
  }
}
