/** Which files a continued render may replace: those that were given away, as they were then. */
import { mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { mayWrite, noteGiven } from '../../../native-pipeline/exports/replaced';
import { tablesOf } from '../../../native-pipeline/exports/tables';

it('may be written are free names, and of those that are taken only files that are still what was given away', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'remaster-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const movie = path.join(folder, 'a.mkv');
  const [map, orphans, leftOut] = tablesOf(path.join(folder, 'a.map.csv'));
  for (const file of [movie, map, orphans]) await writeFile(file, 'of yesterday');
  const given = await noteGiven([movie, map, orphans, leftOut]);
  expect(given.map(({ file }) => file)).toEqual([movie, map, orphans]);
  const may = (file: string, isOverwriting = false) => mayWrite(file, { isOverwriting, given });
  expect(await Promise.all([movie, map, orphans, leftOut].map((file) => may(file)))).toEqual([
    ...[true, true, true, true],
  ]);
  await writeFile(movie, 'of somebody else');
  await utimes(map, 1, 1);
  // Free then, taken now.
  await writeFile(leftOut, '');
  await rm(orphans);
  await symlink('nowhere', orphans);
  expect(await Promise.all([movie, map, orphans, leftOut].map((file) => may(file)))).toEqual([
    ...[false, false, false, false],
  ]);
  expect(await may(movie, true)).toBe(true);
});
