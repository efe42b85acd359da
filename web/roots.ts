/** Which folders the web shell may touch: those of the files named at the start. The engine adds the samples and its uploads. */
import { stat } from 'node:fs/promises';
import path from 'node:path';

/** A folder stands for itself, a file for its folder; what does not exist gives nothing away. */
export async function rootsOf(named: readonly string[]): Promise<string[]> {
  const folders = await Promise.all(named.map((name) => folderOf(path.resolve(name))));
  return [...new Set(folders.filter((folder) => folder !== null))];
}

async function folderOf(file: string): Promise<string | null> {
  try {
    return (await stat(file)).isDirectory() ? file : path.dirname(file);
  } catch {
    return null;
  }
}
