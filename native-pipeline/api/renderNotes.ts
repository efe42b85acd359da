/**
 * Where renders were begun and not yet ended well, noted in the state folder: the next engine finds what a crash has left there.
 *
 * One file each, named after the output, so that several engines do not disturb each other. A note may be deleted at any time.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface RenderNotes {
  /** `out` is absolute. Never throws: a render is worth having even where it cannot be noted. */
  keep(out: string): Promise<void>;
  forget(out: string): Promise<void>;
  /** All outputs that are noted. Never throws. */
  list(): Promise<string[]>;
}

export function createRenderNotes(stateDir: string): RenderNotes {
  const folder = path.join(stateDir, 'renders');
  const placeOf = (out: string): string =>
    path.join(folder, `${createHash('sha256').update(out).digest('hex').slice(0, 32)}.json`);
  return {
    keep: (out) =>
      mkdir(folder, { recursive: true })
        .then(() => writeFile(placeOf(out), JSON.stringify({ out })))
        .catch(() => undefined),
    forget: (out) => rm(placeOf(out), { force: true }).catch(() => undefined),
    list: async () => {
      const names = await readdir(folder).catch(() => []);
      const outs = await Promise.all(names.map((name) => readOut(path.join(folder, name))));
      return outs.filter((out) => out !== null);
    },
  };
}

async function readOut(file: string): Promise<string | null> {
  try {
    const { out } = JSON.parse(await readFile(file, 'utf8')) as { out?: unknown };
    return typeof out === 'string' && path.isAbsolute(out) ? out : null;
  } catch {
    return null;
  }
}
