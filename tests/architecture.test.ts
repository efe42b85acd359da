/** The layer table holds: every import line in every room is read, and what looks too far is named in a sentence. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOMS, type Room } from '../scripts/rooms';

const ROOT = path.resolve(import.meta.dirname, '..');
const SOURCES = ROOMS.flatMap(({ folder }) => listSources(folder)).filter(isFirst);
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g;

describe('the layer table', () => {
  it('finds the sources it is about', () => {
    expect(SOURCES.length).toBeGreaterThan(40);
  });

  it('is kept by every import line', () => {
    expect(SOURCES.flatMap(findTrespasses)).toEqual([]);
  });

  it('leaves starting processes and fluent-ffmpeg to native-pipeline/ffmpeg', () => {
    const elsewhere = SOURCES.filter(
      (file) => file.startsWith('native-pipeline/') && !file.startsWith('native-pipeline/ffmpeg/'),
    );
    const offenders = elsewhere.filter((file) => /node:child_process|fluent-ffmpeg'/.test(read(file)));
    expect(offenders).toEqual([]);
  });

  it('keeps status numbers of errors in model/errors.ts', () => {
    const offenders = SOURCES.filter((file) => file.startsWith('native-pipeline/')).filter((file) =>
      /status: [45]\d\d/.test(read(file)),
    );
    expect(offenders).toEqual([]);
  });
});

function findTrespasses(file: string): string[] {
  const room = roomOf(file);
  if (!room) return [];
  return listImports(file).flatMap((specifier) => {
    const isFine = specifier.startsWith('.') ? mayLookAt(room, file, specifier) : mayUse(room, specifier);
    if (isFine) return [];
    const target = specifier.startsWith('.') ? resolveFrom(file, specifier) : specifier;
    return [
      `${file} looks into ${target}; ${room.folder} may look into: ${[...room.sees, ...room.packages].join(', ')}.`,
    ];
  });
}

function mayLookAt(room: Room, file: string, specifier: string): boolean {
  const target = resolveFrom(file, specifier);
  return (
    roomOf(`${target}.ts`) === room ||
    room.sees.some((seen) => target === seen || target.startsWith(`${seen}/`))
  );
}

function mayUse(room: Room, specifier: string): boolean {
  const name = specifier.startsWith('@')
    ? specifier.split('/').slice(0, 2).join('/')
    : specifier.split('/')[0];
  return room.packages.some((allowed) =>
    allowed === 'node:*' ? specifier.startsWith('node:') : allowed === name,
  );
}

/** The innermost room that holds the file. */
function roomOf(file: string): Room | undefined {
  return ROOMS.filter(({ folder }) => file.startsWith(`${folder}/`)).sort(
    (a, b) => b.folder.length - a.folder.length,
  )[0];
}

function resolveFrom(file: string, specifier: string): string {
  return path.posix
    .normalize(path.posix.join(path.posix.dirname(file), specifier))
    .replace(/\.(ts|tsx|js)$/, '');
}

function listImports(file: string): string[] {
  return [...read(file).matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function listSources(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
}

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

function isFirst(file: string, index: number, all: string[]): boolean {
  return all.indexOf(file) === index;
}
