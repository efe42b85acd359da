/**
 * What the shell itself remembers between starts: where the window stood, and the last folder of each dialog. One small JSON file.
 *
 * Not settings, not recent files: those are the engine's. A broken or missing file means nothing is remembered, never an error.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Remembered {
  bounds: Bounds | null;
  isMaximized: boolean;
  /** By kind of dialog. Electron forgets them since 43. */
  folders: Record<string, string>;
}

export interface Memory {
  readonly now: Remembered;
  remember(change: Partial<Remembered>): void;
}

export function openMemory(folder: string): Memory {
  const file = path.join(folder, 'window.json');
  const memory = {
    now: parseRemembered(read(file)),
    remember(change: Partial<Remembered>) {
      memory.now = { ...memory.now, ...change };
      write(file, JSON.stringify(memory.now, null, 2));
    },
  };
  return memory;
}

export function parseRemembered(text: string): Remembered {
  const found = parseObject(text);
  return {
    bounds: isBounds(found.bounds) ? found.bounds : null,
    isMaximized: found.isMaximized === true,
    folders: Object.fromEntries(
      Object.entries(Object(found.folders)).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string' && path.isAbsolute(entry[1]),
      ),
    ),
  };
}

/** How much of the title bar must be on a screen for the window to be caught and dragged. */
const VISIBLE_PX = { width: 120, height: 30 };

/** The bounds where some screen still shows enough of them, else null: a monitor may have been unplugged. */
export function boundsOnScreen(bounds: Bounds | null, screens: readonly Bounds[]): Bounds | null {
  if (bounds === null) return null;
  const isReachable = screens.some((screen) => {
    const width = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
    const isTopShown = bounds.y >= screen.y && bounds.y + VISIBLE_PX.height <= screen.y + screen.height;
    return width >= VISIBLE_PX.width && isTopShown;
  });
  return isReachable ? bounds : null;
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function isBounds(value: unknown): value is Bounds {
  const { x, y, width, height } = Object(value) as Record<string, unknown>;
  return [x, y, width, height].every(Number.isSafeInteger) && Number(width) >= 320 && Number(height) >= 240;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function write(file: string, text: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.part`, text);
    renameSync(`${file}.part`, file);
  } catch (error) {
    console.error('The window could not be remembered:', error); // a full disk must not keep it from closing
  }
}
