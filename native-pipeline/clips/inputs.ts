/**
 * Finds out what a path stands for before any program reads it: a movie, a still, a folder of numbered pictures or a pattern of their names.
 *
 * A literal file always wins: `a%03d.png` is that file where it exists.
 */
import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { WorkbenchError } from '../../model/errors';
import type { Rational } from '../../model/time';
import type { ClipSource } from '../ffmpeg/source';
import { countNeighbours, findNamedRun, findRun, type NumberedRun } from './numberedPictures';
import { HEAD_BYTES, refuseForeign } from './sniff';

/** What a file or a run of pictures is, as far as names and first bytes tell. */
export interface ClipInput {
  /** Absolute, as the user named it. */
  path: string;
  name: string;
  sizeBytes: number;
  /** Changes when the file does: part of the clip's id. */
  stamp: string;
  source: ClipSource;
  /** First bytes of the file; empty for sequences. */
  head: Uint8Array;
  notices: string[];
  /** Pictures of a sequence; null for anything else. */
  pictures: number | null;
}

/** Pictures carry no rate. 24 is what people who number pictures mean most often; the clip says that it is assumed. */
export const SEQUENCE_RATE: Rational = { n: 24, d: 1 };

/** Throws 'file-missing', 'file-unreadable', 'file-empty', 'points-elsewhere' or 'not-a-video'. */
export async function findInput(named: string): Promise<ClipInput> {
  const file = path.resolve(named);
  const stats = await statOf(file);
  if (stats === null) {
    const run = await findNamedRun(file);
    if (run) return sequenceInput(file, run);
    throw new WorkbenchError(
      'file-missing',
      `There is no such file: ${file}`,
      'Check whether it was moved or renamed.',
    );
  }
  if (stats.isDirectory()) return folderInput(file);
  if (!stats.isFile()) {
    throw new WorkbenchError(
      'file-unreadable',
      `This is a device or a pipe, not a file: ${file}`,
      'Copy it to a file first.',
    );
  }
  if (stats.size === 0) {
    throw new WorkbenchError(
      'file-empty',
      `The file holds no bytes at all: ${file}`,
      'Copy it again from its source.',
    );
  }
  return fileInput(file, stats);
}

/** Bytes from the start of a file, fewer where it is shorter. */
export async function readHead(file: string, bytes: number): Promise<Uint8Array> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    throw errorFromAccess(error, file);
  });
  try {
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await handle.read(buffer, 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function fileInput(file: string, { size, mtimeMs }: Stats): Promise<ClipInput> {
  const head = await readHead(file, HEAD_BYTES);
  refuseForeign(head, file);
  const stamp = `${size} ${mtimeMs}`;
  const source: ClipSource = { path: file, kind: 'movie' };
  return {
    path: file,
    name: path.basename(file),
    sizeBytes: size,
    stamp,
    source,
    head,
    notices: [],
    pictures: null,
  };
}

async function folderInput(folder: string): Promise<ClipInput> {
  const run = await findRun(folder).catch((error: NodeJS.ErrnoException) => {
    throw errorFromAccess(error, folder);
  });
  if (run) return sequenceInput(folder, run);
  throw new WorkbenchError(
    'not-a-video',
    `This folder holds no numbered pictures: ${folder}`,
    'Open a video file, or a folder with pictures such as frame0001.png, frame0002.png.',
  );
}

async function sequenceInput(named: string, run: NumberedRun): Promise<ClipInput> {
  const folder = (await statOf(named))?.isDirectory() ? named : path.dirname(named);
  const first = await stat(path.join(folder, run.firstName));
  const { mtimeMs } = await stat(folder);
  return {
    path: named,
    name: path.basename(named),
    // The pictures of a run are about equally large; reading all sizes would take long for hours of them.
    sizeBytes: first.size * run.count,
    stamp: `${run.count} ${run.start} ${mtimeMs} ${first.mtimeMs}`,
    source: {
      path: run.pattern,
      kind: 'sequence',
      startNumber: run.start,
      rate: SEQUENCE_RATE,
      demuxer: 'image2',
    },
    head: new Uint8Array(0),
    notices: sequenceNotices(run),
    pictures: run.count,
  };
}

function sequenceNotices({ count, gapAt, leftOut, firstName }: NumberedRun): string[] {
  const rate = `${count} numbered pictures from ${firstName} on, shown at an assumed 24 frames per second.`;
  if (gapAt === null) return [rate];
  const more = leftOut === 1 ? 'one picture behind it is' : `${leftOut} pictures behind it are`;
  return [rate, `Number ${gapAt} is missing: the clip ends before it, and ${more} left out.`];
}

/** Said of a still that has numbered neighbours; empty where it has none. */
export async function neighbourNotices(file: string): Promise<string[]> {
  const count = await countNeighbours(file);
  if (count === 0) return [];
  const others = count === 1 ? 'One more numbered picture lies' : `${count} more numbered pictures lie`;
  return [`${others} beside this one: open the folder to see them as a clip.`];
}

async function statOf(file: string): Promise<Stats | null> {
  try {
    return await stat(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return null;
    throw errorFromAccess(error as NodeJS.ErrnoException, file);
  }
}

function errorFromAccess(error: NodeJS.ErrnoException, file: string): WorkbenchError {
  const isDenied = error.code === 'EACCES' || error.code === 'EPERM';
  const why = isDenied
    ? 'You have no permission to read this'
    : `The system refuses to read this (${error.code})`;
  const hint = isDenied ? 'Change its permissions, or copy it to a folder of your own.' : 'Check the disk.';
  return new WorkbenchError('file-unreadable', `${why}: ${file}`, hint, { cause: error });
}
