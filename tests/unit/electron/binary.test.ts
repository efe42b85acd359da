import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { electronBinary, electronObstacle } from '../../../electron/binary';

/** A project that has the npm package; its index.js must never be run. */
function project(files: Record<string, string>): string {
  const root = mkdtempSync(path.join(os.tmpdir(), 'binary-'));
  const all = {
    'index.js': 'process.exit(99)',
    'package.json': '{"name":"electron","main":"index.js"}',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    const file = path.join(root, 'node_modules/electron', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return root;
}
const find = (root: string) => electronBinary(pathToFileURL(path.join(root, 'x.js')).href);

describe("Electron's binary", () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is found where the package says it was unpacked', () => {
    const root = project({ 'path.txt': 'electron', 'dist/electron': '' });
    expect(find(root)).toBe(path.join(root, 'node_modules/electron/dist/electron'));
  });

  it('is not installed where only the npm package is, and nothing is run to find out', () => {
    expect(find(project({}))).toBeNull();
    expect(find(project({ 'path.txt': 'electron' }))).toBeNull();
    expect(find(mkdtempSync(path.join(os.tmpdir(), 'binary-')))).toBeNull();
  });

  it('may be elsewhere, and must be there', () => {
    const root = project({});
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', path.join(root, 'own'));
    expect(find(root)).toBeNull();
    mkdirSync(path.join(root, 'own'));
    writeFileSync(path.join(root, 'own/electron'), '');
    expect(find(root)).toBe(path.join(root, 'own/electron'));
  });
});

describe('the reason why the window does not open', () => {
  const machine = { binary: '/electron', platform: 'linux' as const, env: { DISPLAY: ':0' }, userId: 1000 };
  it.each([
    ['the binary is not installed', { binary: null }, /not installed.*npx install-electron/],
    ['there is no display', { env: {} }, /no display/],
    ['the user is root', { userId: 0 }, /root/],
  ])('is said in one line where %s', (_case, change, says) => {
    const reason = electronObstacle({ ...machine, ...change });
    expect(reason).toMatch(says);
    expect(reason).not.toContain('\n');
  });

  it.each([
    ['on a desktop', {}],
    ['on Wayland', { env: { WAYLAND_DISPLAY: 'wayland-0' } }],
    [
      'as root who switched the sandbox off',
      { userId: 0, env: { DISPLAY: ':0', ELECTRON_DISABLE_SANDBOX: '1' } },
    ],
    ['on macOS', { platform: 'darwin' as const, env: {} }],
    ['on Windows', { platform: 'win32' as const, env: {}, userId: null }],
  ])('is none %s', (_case, change) => expect(electronObstacle({ ...machine, ...change })).toBeNull());
});
