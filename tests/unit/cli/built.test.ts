/** A fresh clone has no window yet: whoever opens one is told what to run. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { requireBuilt } from '../../../cli/places';

it('a clone without the page, or without what Electron runs, says which part is missing and what builds it', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'clone-'));
  const write = (name: string) => {
    mkdirSync(path.dirname(path.join(folder, 'out', name)), { recursive: true });
    writeFileSync(path.join(folder, 'out', name), '');
  };
  expect(() => requireBuilt('page', folder)).toThrow(/The window is not built yet: .*page.index\.html$/);
  write('page/index.html');
  expect(() => requireBuilt('page', folder)).not.toThrow();
  expect(() => requireBuilt('window', folder)).toThrow(
    expect.objectContaining({ hint: expect.stringContaining('npm run build') }),
  );
  write('electron/main.js');
  write('electron/preload.cjs');
  expect(() => requireBuilt('window', folder)).not.toThrow();
  rmSync(folder, { recursive: true });
});
