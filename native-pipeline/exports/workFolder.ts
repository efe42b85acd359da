/**
 * The folder beside the output where a render is written, `.NAME.remaster-part`, with its manifest and with who writes there.
 *
 * All that is in it was written by us, under names that we know; nothing else is ever removed.
 */
import { mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { WorkbenchError } from '../../model/errors';
import { endProcess, isSameProcess, markProcess, type ProcessMark } from '../ffmpeg/identity';
import { type Manifest, parseManifest } from './manifest';
import { cutName, errorFromWrite, syncFolder } from './outputFiles';

/** Who works in the folder, so that a later start finds what a crash left running. */
interface Owner {
  engine: ProcessMark | null;
  ffmpeg: ProcessMark | null;
}

export interface WorkFolder {
  path: string;
  /** Null where there is none that can be read. */
  readManifest(): Promise<Manifest | null>;
  /** Writes the manifest so that a power cut leaves the old one or the new one, never half of one. Throws disk-full, output-unwritable. */
  writeManifest(manifest: Manifest): Promise<void>;
  /** Notes which process writes here now. */
  noteProcess(pid: number): Promise<void>;
  /** Ends a process that an interrupted render has left running here. True where there was one. */
  endOrphan(): Promise<boolean>;
  /** Removes all files but the ones named. Never throws. */
  keepOnly(names: readonly string[]): Promise<void>;
  /** Removes everything, the folder too. Never throws. */
  remove(): Promise<void>;
  /** Leaves the folder to a later start. */
  leave(): void;
}

const MANIFEST = 'manifest.json';
const OWNER = 'owner.json';
/** Files of a render: segments, lists, the joined movie. */
const OURS = /^(manifest\.json|owner\.json|.+\.new|\d+-\d+\.mov|\d+\.csv|segments\.txt|movie\.part)$/;

/** Folders in which this very process works. */
const busy = new Set<string>();

export function workFolderOf(out: string): string {
  return path.join(path.dirname(out), `.${cutName(path.basename(out))}.remaster-part`);
}

/** Makes the folder, or enters the one that is there. Throws output-busy, output-unwritable. */
export async function enterWorkFolder(out: string): Promise<WorkFolder> {
  const folder = workFolderOf(out);
  await assertIdle(out);
  busy.add(folder);
  try {
    await mkdir(folder, { recursive: false }).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EEXIST') throw cause;
    });
    const old = await readOwner(folder);
    const engine = await markProcess(process.pid);
    await writeSafely(folder, OWNER, { engine, ffmpeg: old?.ffmpeg ?? null });
    return createWorkFolder(folder, engine);
  } catch (cause) {
    busy.delete(folder);
    // Gone only where it is empty.
    await rmdir(folder).catch(() => undefined);
    throw cause instanceof WorkbenchError ? cause : errorFromWrite(cause, out);
  }
}

/** What an interrupted render of this output has left; null where there is nothing of use. */
export async function readLeftover(out: string): Promise<Manifest | null> {
  return readManifest(workFolderOf(out));
}

async function readManifest(folder: string): Promise<Manifest | null> {
  const text = await readFile(path.join(folder, MANIFEST), 'utf8').catch(() => null);
  return text === null ? null : parseManifest(text);
}

/**
 * Ends an ffmpeg that an engine which is gone has left writing this output, or halted for ever. True where there was one. Throws output-busy where a
 * render writes there now: that one sees to it itself.
 */
export async function endOrphanOf(out: string): Promise<boolean> {
  const orphan = (await readOwner(workFolderOf(out)))?.ffmpeg;
  await assertIdle(out);
  return orphan ? endProcess(orphan) : false;
}

/** Deletes what an interrupted render of this output has left. Throws output-busy, output-unwritable. */
export async function removeLeftover(out: string): Promise<void> {
  const folder = await enterWorkFolder(out);
  await folder.endOrphan();
  await folder.remove();
}

/**
 * Removes what a render has left that was killed before any part of it was finished. True where there was something. A manifest that this version does
 * not understand is left alone. Throws output-busy, output-unwritable.
 */
export async function removeUnfinished(out: string): Promise<boolean> {
  const folder = workFolderOf(out);
  const names = await readdir(folder).catch(() => []);
  if (!names.some((name) => OURS.test(name))) return false;
  const manifest = await readManifest(folder);
  const isWorthless = manifest ? manifest.finished.length === 0 : !names.some((name) => name === MANIFEST);
  if (isWorthless) await removeLeftover(out);
  return isWorthless;
}

/** Throws output-busy where another render writes this output now. */
export async function assertIdle(out: string): Promise<void> {
  const folder = workFolderOf(out);
  const owner = busy.has(folder) ? null : await readOwner(folder);
  const isOurs = owner?.engine?.pid === process.pid;
  const isTaken = busy.has(folder) || (owner?.engine && !isOurs && (await isSameProcess(owner.engine)));
  if (!isTaken) return;
  const who = owner?.engine ? ` (process ${owner.engine.pid})` : '';
  const detail = `Another render writes this file already${who}: ${out}`;
  throw new WorkbenchError('output-busy', detail, 'Wait for it, cancel it, or choose another name.');
}

function createWorkFolder(folder: string, engine: ProcessMark | null): WorkFolder {
  const keepOnly = async (names: readonly string[]): Promise<void> => {
    const found = await readdir(folder).catch(() => []);
    const gone = found.filter((name) => OURS.test(name) && !names.includes(name));
    for (const name of gone) await rm(path.join(folder, name), { force: true }).catch(() => undefined);
  };
  // Nobody waits for a note; one written while the folder is emptied would keep it there.
  let noting: Promise<void> = Promise.resolve();
  return {
    path: folder,
    readManifest: () => readManifest(folder),
    writeManifest: (manifest) => writeSafely(folder, MANIFEST, manifest),
    noteProcess: (pid) => {
      noting = markProcess(pid).then((ffmpeg) => writeSafely(folder, OWNER, { engine, ffmpeg }));
      return noting;
    },
    endOrphan: async () => {
      const orphan = (await readOwner(folder))?.ffmpeg;
      return orphan ? endProcess(orphan) : false;
    },
    keepOnly: (names) => keepOnly([...names, MANIFEST, OWNER]),
    remove: async () => {
      await noting.catch(() => undefined);
      await keepOnly([]);
      await rmdir(folder).catch(() => undefined);
      busy.delete(folder);
    },
    leave: () => void busy.delete(folder),
  };
}

async function readOwner(folder: string): Promise<Owner | null> {
  try {
    return JSON.parse(await readFile(path.join(folder, OWNER), 'utf8')) as Owner;
  } catch {
    return null;
  }
}

/** First whole and on the disk under another name, then renamed in one step. */
async function writeSafely(folder: string, name: string, value: unknown): Promise<void> {
  const target = path.join(folder, name);
  try {
    const file = await open(`${target}.new`, 'w');
    try {
      await file.writeFile(`${JSON.stringify(value, null, 1)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${target}.new`, target);
    await syncFolder(folder);
  } catch (cause) {
    await rm(`${target}.new`, { force: true }).catch(() => undefined);
    throw errorFromWrite(cause, target);
  }
}
