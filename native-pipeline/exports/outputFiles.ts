/**
 * Writes files whole or not at all, and never over another one unless told to.
 *
 * Everything is written under a temporary name in the target's own folder and gets its name when all of it is there. What was begun and not
 * finished is removed.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, lstat, mkdir, open, rename, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { WorkbenchError } from '../../model/errors';

export interface OutputFiles {
  /** Writes bytes under a temporary name. Throws disk-full, output-unwritable. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** The temporary path of a file that another program will write. */
  partOf(name: string): string;
  /** Gives all files their names. Throws output-exists, and then takes back those that this call had named. */
  publish(isOverwriting: boolean): Promise<void>;
  /** Removes what has no final name yet, and the folder if it was made here and is empty. Never throws. */
  discard(): Promise<void>;
}

/** Makes the folder if needed. `folder` is absolute. */
export async function openOutput(folder: string): Promise<OutputFiles> {
  const made = await makeFolder(folder).catch((cause) => {
    throw errorFromWrite(cause, folder);
  });
  const mark = randomBytes(4).toString('hex');
  const begun = new Map<string, string>();
  const partOf = (name: string): string => {
    // A leading dot hides it; the true extension stays last but one, so that nobody opens half a file.
    const part = path.join(folder, `.${cutName(name)}.${mark}.part`);
    begun.set(name, part);
    return part;
  };
  return {
    partOf,
    async write(name, bytes) {
      const part = partOf(name);
      try {
        const file = await open(part, 'wx');
        try {
          await file.writeFile(bytes);
          // Some file systems tell only now that there is no room.
          await file.sync();
        } finally {
          await file.close();
        }
      } catch (cause) {
        throw errorFromWrite(cause, path.join(folder, name));
      }
    },
    async publish(isOverwriting) {
      const named: string[] = [];
      try {
        for (const [name, part] of begun) {
          const target = path.join(folder, name);
          await (isOverwriting ? rename(part, target) : renameToNew(part, target));
          if (!isOverwriting) named.push(target);
          begun.delete(name);
        }
      } catch (cause) {
        for (const target of named) await rm(target, { force: true }).catch(() => undefined);
        throw cause instanceof WorkbenchError ? cause : errorFromWrite(cause, folder);
      }
    },
    async discard() {
      for (const part of begun.values()) await rm(part, { force: true }).catch(() => undefined);
      begun.clear();
      await removeEmptyFolders(made);
    },
  };
}

/** Never replaces: a hard link fails where the name is taken, in one step. */
async function renameToNew(part: string, target: string): Promise<void> {
  try {
    await link(part, target);
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') throw errorExists(target);
    // FAT, and many network shares, know no links: look first, then rename.
    if (await isTaken(target)) throw errorExists(target);
    await rename(part, target);
    return;
  }
  await rm(part, { force: true });
}

/** Gives a finished file its name, which is on the disk then. Throws output-exists unless `isOverwriting`, output-unwritable. */
export async function publishFile(part: string, target: string, isOverwriting: boolean): Promise<void> {
  try {
    const file = await open(part, 'r+');
    // Some file systems tell only now that there is no room.
    await file.sync().finally(() => file.close());
    await (isOverwriting ? rename(part, target) : renameToNew(part, target));
    await syncFolder(path.dirname(target));
  } catch (cause) {
    throw cause instanceof WorkbenchError ? cause : errorFromWrite(cause, target);
  }
}

/** A new name is on the disk only when its folder is. Not every system lets a folder be opened; those see to it themselves. */
export async function syncFolder(folder: string): Promise<void> {
  const place = await open(folder, 'r').catch(() => null);
  await place?.sync().catch(() => undefined);
  await place?.close();
}

/** True where both names lead to the same file, also through links and other spellings. */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((name) => stat(name).catch(() => null)));
  return a != null && b != null && a.dev === b.dev && a.ino === b.ino;
}

/** True where something has this name, a broken symbolic link included. */
export async function isTaken(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

export function errorExists(file: string): WorkbenchError {
  return new WorkbenchError(
    'output-exists',
    `Nothing was written, for this name is taken: ${file}`,
    'Choose another name or folder, or allow overwriting.',
  );
}

/** What a failed write says, in a person's words. */
export function errorFromWrite(cause: unknown, file: string): WorkbenchError {
  const code = codeOf(cause);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const hint = 'Free some space or choose another disk, then start again.';
    return new WorkbenchError('disk-full', `There is no room left to write ${file}`, hint, { cause });
  }
  // Some folders take no files, and say of each that it is not there (/proc does).
  const isFolderThere = code === 'ENOENT' && existsSync(path.dirname(file));
  const why = isFolderThere ? TAKES_NONE : (REASONS[code] ?? `the system says ${code || String(cause)}`);
  const hint = 'Choose another folder.';
  return new WorkbenchError('output-unwritable', `The file cannot be written, ${why}: ${file}`, hint, {
    cause,
  });
}

/** Says of a disk that ran full during a render which one it is, instead of which of our working files met its end. For `catch`. */
export function sayFullDisk(out: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof WorkbenchError) || error.code !== 'disk-full') throw error;
    const detail = `The disk of the folder that the movie is written to is full: ${path.dirname(out)}`;
    const hint = 'Free some space there, or choose a folder on another disk.';
    throw new WorkbenchError('disk-full', detail, hint, { cause: error });
  };
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'writing there is not permitted',
  EPERM: 'writing there is not permitted',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a file stands where the folder should be',
  ENOENT: 'its folder is not there and cannot be made',
  ENAMETOOLONG: 'its name is too long for this disk',
  EFBIG: 'it is larger than this disk or account allows',
};

const TAKES_NONE = 'no file can be made in its folder';

/**
 * Makes a folder and what is missing above it; returns those it made, from the top.
 *
 * Not mkdir's own `recursive`: it never comes back where the system says ENOENT below a folder that is there (/proc does; Node 20).
 */
async function makeFolder(folder: string): Promise<string[]> {
  const missing: string[] = [];
  for (let at = folder; !(await isTaken(at)); at = path.dirname(at)) missing.unshift(at);
  const made: string[] = [];
  for (const each of missing) {
    await mkdir(each).catch(async (cause: unknown) => {
      await removeEmptyFolders(made);
      throw cause;
    });
    made.push(each);
  }
  if (missing.length === 0 && !(await stat(folder)).isDirectory()) {
    throw Object.assign(new Error('This is a file.'), { code: 'EEXIST' });
  }
  return made;
}

/** From the last one up, as far as they are empty. */
async function removeEmptyFolders(made: readonly string[]): Promise<void> {
  for (const folder of made.toReversed()) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
}

/** Room for the dot, the mark and the ending within 255 bytes. */
export function cutName(name: string): string {
  const letters = Array.from(name);
  while (Buffer.byteLength(letters.join('')) > 220) letters.shift();
  return letters.join('');
}

function codeOf(cause: unknown): string {
  return (cause as NodeJS.ErrnoException | null)?.code ?? '';
}
