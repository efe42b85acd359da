/** `npm start` as a newcomer runs it, on a machine without a window: one line why, an address, and a clean end by Ctrl-C. */
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../..');

describe('npm start', () => {
  it('says in one line why there is no window, serves the web shell, and ends with Ctrl-C', async () => {
    const home = mkdtempSync(path.join(os.tmpdir(), 'start-'));
    // Without a display there is no window on Linux; elsewhere an Electron that is not there gives the same.
    const env = {
      ...process.env,
      CI: '1',
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
      REMASTER_STATE: home,
      ELECTRON_OVERRIDE_DIST_PATH: home,
    };
    const child = spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, 'scripts/start.ts')], {
      cwd: ROOT,
      env,
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk;
    });
    const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
    const address = await new Promise<URL>((resolve, reject) => {
      let out = '';
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk;
        const found = /http:\/\/\S+/.exec(out);
        if (found) resolve(new URL(found[0]));
      });
      void ended.then((code) => reject(new Error(`It ended with ${String(code)}: ${said}`)));
    });
    const authorization = `Bearer ${new URLSearchParams(address.hash.slice(1)).get('token')}`;
    const page = await fetch(address.origin);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<script')]);
    const start = await fetch(`${address.origin}/api/start`, { headers: { authorization } });
    expect(await start.json()).toMatchObject({ samplePath: path.join(ROOT, 'samples/station-sd.mpg') });
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    const why = said.split('\n').filter((line) => line.includes('web shell'));
    expect(why).toEqual([expect.stringMatching(/Electron.* Opening the web shell instead\.$/)]);
  });
});
