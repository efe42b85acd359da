/**
 * Runs the built desktop shell (out/electron) under the stand-in, a fresh life each time, with this process lent to it: argv, resources,
 * and the listeners it leaves on `process` are put back afterwards.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';
import { buildParts, staleParts } from '../../scripts/build';

export const OUT = path.join(import.meta.dirname, '../../out/electron');

export interface LifeOptions {
  /** After the program and the app folder, or after the program where it is packed. */
  words?: string[];
  isPackaged?: boolean;
  hasLock?: boolean;
  /** The home of an earlier life, so that this one remembers it. */
  home?: string;
  /** The system knows no folders: nothing can start. */
  isHomeless?: boolean;
  /** What the system does between the entry and ready. */
  beforeReady?: (standIn: StandIn) => void;
}

type Module = typeof import('../helpers/electronStandIn/index');
export type StandIn = Module['standIn'];
export type Life = Awaited<ReturnType<typeof live>>;

/** Builds what is stale; call once before the tests. */
export async function prepareDesktop(): Promise<void> {
  await buildParts(staleParts(['main', 'preload']));
}

const SIGNALS = ['exit', 'uncaughtException', 'unhandledRejection'] as const;

export async function live(options: LifeOptions = {}) {
  const { words = [], isPackaged = false, hasLock = true, home = makeHome() } = options;
  vi.resetModules();
  const { app, session, standIn, Menu } = await import('../helpers/electronStandIn/index');
  const restore = lendProcess(
    isPackaged ? ['/opt/remaster', ...words] : ['/electron', '.', ...words],
    !isPackaged,
  );
  const before = SIGNALS.map((name) => [...process.rawListeners(name)]);
  const streamListeners = [process.stdout, process.stderr].flatMap((stream) => stream.rawListeners('error'));
  /** Only what the shell and its engine added: vitest listens too. */
  const added = (name: (typeof SIGNALS)[number]) =>
    process.rawListeners(name).filter((listener) => !before[SIGNALS.indexOf(name)]?.includes(listener));
  const paths = options.isHomeless ? {} : { home, userData: path.join(home, 'userData') };
  Object.assign(app, { hasLock, isPackaged, paths });
  standIn.machine.onEnd = (code) => {
    for (const listener of added('exit')) (listener as (code: number) => void)(code);
  };
  await standIn.start(async () => {
    await import(/* @vite-ignore */ path.join(OUT, 'main.js'));
    options.beforeReady?.(standIn);
  });
  const life = {
    app,
    session,
    standIn,
    Menu,
    home,
    /** The stack's way to an uncaught error, without vitest seeing it. */
    crash(error: Error) {
      for (const listener of added('uncaughtException')) (listener as (error: Error) => void)(error);
    },
    window() {
      const window = standIn.windows()[0];
      if (!window) throw new Error('There is no window');
      return window;
    },
    async page() {
      return vi.waitFor(() => {
        const page = life.window().webContents.page;
        if (!page) throw new Error('There is no page yet');
        return page;
      });
    },
    async shell() {
      return (await life.page()).window.remaster as import('../../model/shell').Shell;
    },
    untilEnded: () => vi.waitFor(() => expectEnded(standIn), { timeout: 8000 }),
    async end() {
      if (standIn.machine.isReady && !standIn.machine.happened.includes('quit')) {
        app.quit();
        await life.untilEnded();
      }
      for (const name of SIGNALS) {
        for (const listener of added(name)) process.off(name, listener as (...args: unknown[]) => void);
      }
      for (const stream of [process.stdout, process.stderr]) {
        const listeners = stream
          .rawListeners('error')
          .filter((listener) => !streamListeners.includes(listener));
        for (const listener of listeners) stream.off('error', listener as () => void);
      }
      restore();
    },
  };
  return life;
}

function expectEnded(standIn: StandIn): void {
  if (!standIn.machine.happened.includes('quit')) throw new Error('The app has not quit');
}

const homes: string[] = [];

/** Call once after the tests. */
export function leaveDesktop(): void {
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
}

function makeHome(): string {
  const home = mkdtempSync(path.join(os.tmpdir(), 'desktop-'));
  homes.push(home);
  mkdirSync(path.join(home, 'userData'));
  return home;
}

function lendProcess(argv: string[], isDefaultApp: boolean): () => void {
  const lent = process as unknown as Record<string, unknown>;
  const kept = { argv: lent.argv, defaultApp: lent.defaultApp, resourcesPath: lent.resourcesPath };
  Object.assign(lent, {
    argv,
    defaultApp: isDefaultApp || undefined,
    resourcesPath: path.join(OUT, 'no-resources'),
  });
  return () => void Object.assign(lent, kept);
}
