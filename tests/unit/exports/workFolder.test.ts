import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { enterWorkFolder } from '../../../native-pipeline/exports/workFolder';

it('is gone when a render is given up, also while it is still being noted who writes there', async () => {
  const parent = await mkdtemp(path.join(os.tmpdir(), 'remaster-test-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  for (let round = 0; round < 10; round++) {
    const folder = await enterWorkFolder(path.join(parent, 'movie.mkv'));
    void folder.noteProcess(process.pid);
    await folder.remove();
    expect(await readdir(parent)).toEqual([]);
  }
});
