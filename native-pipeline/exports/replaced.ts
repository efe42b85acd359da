/**
 * Files that a render was allowed to replace, told apart from others of the same name: a render that is continued after days may replace that file,
 * and none that has come there since.
 */
import { stat } from 'node:fs/promises';
import { isTaken } from './outputFiles';

/** A file as it was when it was given away. */
export interface GivenFile {
  file: string;
  bytes: number;
  /** Milliseconds since 1970, as the disk says. */
  changedAt: number;
}

export interface Allowed {
  /** True: whatever is there may be replaced. */
  isOverwriting: boolean;
  given: readonly GivenFile[];
}

/** Those of the files that are there now. */
export async function noteGiven(files: readonly string[]): Promise<GivenFile[]> {
  const noted = await Promise.all(files.map(describe));
  return noted.filter((given) => given !== null);
}

/** True where nothing of this name would be lost: it is free, or what is there was given away. */
export async function mayWrite(file: string, allowed: Allowed): Promise<boolean> {
  return !(await isTaken(file)) || mayReplace(file, allowed);
}

export async function mayReplace(file: string, { isOverwriting, given }: Allowed): Promise<boolean> {
  if (isOverwriting) return true;
  const known = given.find((each) => each.file === file);
  const now = known ? await describe(file) : null;
  return now !== null && now.bytes === known?.bytes && now.changedAt === known.changedAt;
}

async function describe(file: string): Promise<GivenFile | null> {
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? { file, bytes: found.size, changedAt: found.mtimeMs } : null;
}
