/**
 * Which files the door may touch: folder listings, recent files, uploads, and the check that everything stays below the named folders.
 */
import { createWriteStream } from 'node:fs';
import { access, mkdir, readdir, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FolderListing, RecentFile } from '../../model/contract';
import { WorkbenchError } from '../../model/errors';
import type { EngineConfig } from './rooms';

type Files = Pick<EngineConfig, 'roots' | 'stateDir' | 'samplesDir'>;

const VIDEO =
  /\.(vob|mpg|mpeg|m2v|m2p|ts|m2ts|mts|dv|avi|mkv|webm|mp4|m4v|mov|mxf|wmv|asf|flv|ogv|264|h264|265|hevc|y4m|nut|3gp)$/i;
const PICTURE = /\.(png|jpe?g|tiff?|bmp|dpx|exr|webp|tga|ppm|pgm|jp2)$/i;
const MOST_RECENTS = 20;

/** The folders that may be touched: those named, the samples and the uploads; null: everything. */
export function allowedRoots(files: Files): string[] | null {
  if (files.roots === null) return null;
  return [...files.roots, ...(files.samplesDir ? [files.samplesDir] : []), uploadsDir(files)];
}

/**
 * Throws not-allowed unless the path lies below a named folder. Symbolic links are followed first: a link that leads out is out.
 * For a file that does not exist yet its nearest existing folder decides.
 */
export async function assertAllowed(files: Files, file: string): Promise<void> {
  const roots = allowedRoots(files);
  if (roots === null) return;
  const real = await realpathOfNearest(path.resolve(file));
  const realRoots = await Promise.all(roots.map((root) => realpath(root).catch(() => path.resolve(root))));
  if (realRoots.some((root) => isBelow(root, real))) return;
  throw new WorkbenchError(
    'not-allowed',
    `The workbench was not started with this folder: ${file}`,
    'Choose one below a folder that it was started with, or start it again and name this one on the command line.',
  );
}

export async function listFolder(files: Files, folder: string | null): Promise<FolderListing> {
  const roots = files.roots === null ? [os.homedir()] : (allowedRoots(files) ?? []);
  const existing = await keepExisting(roots);
  const here = path.resolve(folder ?? existing[0] ?? os.homedir());
  await assertAllowed(files, here);
  const names = await readdir(here, { withFileTypes: true }).catch((cause: unknown) => {
    throw new WorkbenchError('file-missing', `The folder cannot be read: ${here}`, 'Choose another folder.', {
      cause,
    });
  });
  const entries = await Promise.all(
    names.filter((entry) => !entry.name.startsWith('.')).map((e) => describe(here, e.name)),
  );
  const parent = path.dirname(here);
  const mayLeave =
    parent !== here &&
    (await assertAllowed(files, parent).then(
      () => true,
      () => false,
    ));
  return {
    folder: here,
    parent: mayLeave ? parent : null,
    roots: existing,
    entries: entries.filter((entry) => entry !== null).sort(byKindThenName),
  };
}

export async function listRecents(files: Files): Promise<RecentFile[]> {
  const recents = await readRecents(files);
  return Promise.all(recents.map(async (recent) => ({ ...recent, exists: await exists(recent.path) })));
}

export async function rememberRecent(files: Files, file: string): Promise<void> {
  const entry = { path: file, name: path.basename(file), openedAt: new Date().toISOString() };
  const others = (await readRecents(files)).filter((recent) => recent.path !== file);
  const text = JSON.stringify([entry, ...others].slice(0, MOST_RECENTS), null, 2);
  await mkdir(files.stateDir, { recursive: true });
  const temporary = path.join(files.stateDir, `recents.${process.pid}.part`);
  await writeFile(temporary, text);
  await rename(temporary, recentsFile(files));
}

/** Writes a dropped file's bytes to the uploads folder and returns its path. */
export async function saveUpload(
  files: Files,
  name: string,
  body: ReadableStream<Uint8Array> | null,
): Promise<string> {
  if (!body) throw new WorkbenchError('bad-request', 'The upload has no bytes.');
  const safe =
    path
      .basename(name)
      .replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')
      .slice(-120) || 'upload';
  const folder = path.join(uploadsDir(files), String(Date.now()));
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, safe);
  await pipeline(Readable.fromWeb(body as never), createWriteStream(`${file}.part`));
  await rename(`${file}.part`, file);
  return file;
}

/** Dropped files whose path the page cannot know. */
export function uploadsDir(files: Pick<EngineConfig, 'stateDir'>): string {
  return path.join(files.stateDir, 'uploads');
}

function recentsFile(files: Files): string {
  return path.join(files.stateDir, 'recents.json');
}

async function readRecents(files: Files): Promise<Omit<RecentFile, 'exists'>[]> {
  try {
    const list: unknown = JSON.parse(await readFile(recentsFile(files), 'utf8'));
    return Array.isArray(list) ? list.filter((entry) => typeof entry?.path === 'string') : [];
  } catch {
    return []; // none yet, or a file that somebody broke: it is rewritten with the next clip
  }
}

async function describe(folder: string, name: string): Promise<FolderListing['entries'][number] | null> {
  const file = path.join(folder, name);
  const found = await stat(file).catch(() => null);
  if (!found) return null;
  const kind = found.isDirectory()
    ? 'folder'
    : VIDEO.test(name)
      ? 'video'
      : PICTURE.test(name)
        ? 'picture'
        : 'other';
  return { name, path: file, kind, sizeBytes: found.size };
}

function byKindThenName(a: FolderListing['entries'][number], b: FolderListing['entries'][number]): number {
  const rank = (kind: string) => (kind === 'folder' ? 0 : 1);
  return rank(a.kind) - rank(b.kind) || a.name.localeCompare(b.name, 'en', { numeric: true });
}

function isBelow(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}

async function realpathOfNearest(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch {
    const parent = path.dirname(file);
    return parent === file ? file : path.join(await realpathOfNearest(parent), path.basename(file));
  }
}

async function keepExisting(folders: readonly string[]): Promise<string[]> {
  const found = await Promise.all(folders.map(exists));
  return folders.filter((_folder, index) => found[index]);
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
