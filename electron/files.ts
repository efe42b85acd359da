/**
 * Which files the window was asked to open: by the command line, a second start, "open with", the Finder. Pure; no Electron here.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface StartFiles {
  paths: string[];
  /** A second clip for the right side. */
  reference: string | null;
}

export interface Arguments {
  argv: readonly string[];
  folder: string;
  /** True for `electron FOLDER files…` (development), false for the packaged program. */
  isDefaultApp: boolean;
}

const REFERENCE = '--reference=';

/** Chromium's switches and everything else with a dash are dropped; a file of such a name is to be given as ./-name. */
export function parseStartFiles({ argv, folder, isDefaultApp }: Arguments): StartFiles {
  const words = argv.slice(isDefaultApp ? 2 : 1);
  const reference = words.findLast((word) => word.startsWith(REFERENCE))?.slice(REFERENCE.length);
  return {
    paths: words
      .filter((word) => word !== '' && !word.startsWith('-'))
      .map((word) => parsePath(word, folder)),
    reference: reference ? parsePath(reference, folder) : null,
  };
}

/** Another start of the program hands its files over; what it says is checked because it comes from another process. */
export function parseHandedOver(data: unknown): StartFiles {
  const { paths, reference } = (data ?? {}) as { paths?: unknown; reference?: unknown };
  return {
    paths: Array.isArray(paths)
      ? paths.filter((item) => typeof item === 'string' && path.isAbsolute(item))
      : [],
    reference: typeof reference === 'string' && path.isAbsolute(reference) ? reference : null,
  };
}

/** Linux desktop files pass `file://` addresses. */
function parsePath(word: string, folder: string): string {
  if (/^file:\/\//i.test(word)) {
    try {
      return fileURLToPath(word);
    } catch {
      // Another host's address, or a bad escape: as a path it will be reported as missing, by its name.
    }
  }
  return path.resolve(folder, word);
}
