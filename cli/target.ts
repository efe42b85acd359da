/**
 * What can be said of an output before the work: minutes of analysis are not thrown away for a folder that was never there. The engine (and the write itself)
 * look again.
 */
import { constants } from 'node:fs';
import { access, lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import { WorkbenchError } from '../model/errors';

interface TargetRules {
  /** The clip that is read, which is never written to, whatever name or link it goes by. */
  input: string;
  isOverwriting: boolean;
  /** True where a missing folder is made. */
  makesFolder?: boolean;
}

/** `file` is absolute. Throws output-unwritable, output-exists. */
export async function assertTarget(
  file: string,
  { input, isOverwriting, makesFolder = false }: TargetRules,
): Promise<void> {
  if (await isSame(input, file)) {
    const detail = `The output is the clip itself, which is never written to: ${file}`;
    throw new WorkbenchError('output-unwritable', detail, 'Name another file.');
  }
  if (!makesFolder) await assertFolder(path.dirname(file));
  if (!isOverwriting && (await lstat(file).catch(() => null))) throw errorTaken(file);
}

export function errorTaken(file: string, cause?: unknown): WorkbenchError {
  const hint = 'Name another file, or add --force.';
  return new WorkbenchError('output-exists', `Nothing was written to ${file}`, hint, { cause });
}

async function assertFolder(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const detail = isMissing ? `There is no such folder: ${folder}` : `No file can be made in ${folder}`;
    const hint = isMissing ? 'Make the folder first, or choose another one.' : 'Choose another folder.';
    throw new WorkbenchError('output-unwritable', detail, hint, { cause });
  }
}

async function isSame(input: string, output: string): Promise<boolean> {
  const [one, other] = await Promise.all([input, output].map((file) => stat(file).catch(() => null)));
  return !!one && !!other && one.dev === other.dev && one.ino === other.ino;
}
