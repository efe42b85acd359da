import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildParts, staleParts } from '../../scripts/build';
import {
  layOpen,
  makeWorkFolder,
  type Packed,
  packForLinux,
  ROOT,
  readFuses,
  readPackingConfig,
  validatePacking,
} from './packed';

describe('the packing plan', () => {
  it('is one that electron-builder understands, word for word', async () => {
    await expect(validatePacking(readPackingConfig())).resolves.toBeUndefined();
    await expect(validatePacking({ ...readPackingConfig(), fuses: {} })).rejects.toThrow('fuses');
  });

  it('offers the same video types on Windows and macOS, and takes none over', () => {
    const { mac, win, fileAssociations } = readPackingConfig() as Record<
      string,
      { fileAssociations?: { ext: string[]; rank: string }[] }
    > & {
      fileAssociations: { ext: string }[];
    };
    const offered = mac?.fileAssociations?.[0];
    const script = readFileSync(path.join(ROOT, 'packaging/open-with.nsh'), 'utf8');
    const inScript = [...script.matchAll(/\$\{DO\} "(\w+)"/g)].map((match) => match[1]);
    expect(offered).toMatchObject({ ext: inScript, rank: 'Alternate' });
    expect([win?.fileAssociations, fileAssociations.map(({ ext }) => ext)]).toEqual([
      undefined,
      ['remaster'],
    ]);
  });
});

// electron-builder packs for Linux anywhere, but the programs inside are this machine's.
describe.runIf(process.platform === 'linux' && process.arch === 'x64')('the packed program', () => {
  const work = makeWorkFolder();
  let packed: Packed;
  let opened: Packed;
  beforeAll(async () => {
    await buildParts(staleParts(['page', 'main', 'preload']));
    packed = await packForLinux(work);
    opened = await layOpen(packed, path.join(work, 'opened'));
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  it('holds main, preload, threads and page', () => {
    const { main } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { main: string };
    const needed = [
      `/${main}`,
      '/out/electron/preload.cjs',
      '/out/electron/measureWorker.js',
      '/out/page/index.html',
      '/package.json',
    ];
    expect(packed.files).toEqual(expect.arrayContaining(needed));
    expect(packed.files.some((file) => /^\/out\/page\/assets\/.*\.js$/.test(file))).toBe(true);
  });

  it('holds nothing of the workshop', () => {
    const strangers =
      /^\/(tests|scripts|samples|docs|renderer|model|native-pipeline|electron|web|cli|packaging|release|\.ci)(\/|$)|\.map$|\/(typescript|vite|vitest|electron|react|@biomejs|playwright-core|tsx|hono|zod|pngjs)\/package\.json$/;
    expect(packed.files.filter((file) => strangers.test(file))).toEqual([]);
  });

  it('keeps the programs outside the archive, executable', () => {
    const outside = path.join(packed.resources, 'app.asar.unpacked/node_modules');
    const programs = packed.files.filter(
      (file) => /\/ff(mpeg|probe)$/.test(file) && /linux-x64|ffmpeg-static/.test(file),
    );
    const found = programs
      .map((file) => path.join(outside, file.replace('/node_modules/', '')))
      .filter((file) => statSync(file).isFile());
    expect(found.length).toBeGreaterThanOrEqual(1);
    for (const file of found) expect(statSync(file).mode & 0o111).toBe(0o111);
  });

  it('brings the sample scene as files that ffmpeg can read', () => {
    for (const name of ['station-sd.mpg', 'station-hd.mp4', 'truth.json']) {
      expect(existsSync(path.join(packed.resources, 'samples', name))).toBe(true);
    }
    expect(existsSync(path.join(packed.resources, 'samples/tiny'))).toBe(false);
  });

  it('has its fuses set', async () => {
    const ON = '1'.charCodeAt(0);
    const OFF = '0'.charCodeAt(0);
    // In the order of Electron's FuseV1Options: Node mode, cookie encryption, NODE_OPTIONS, --inspect, asar integrity, asar only, (untouched), file privileges.
    expect(await readFuses(packed)).toMatchObject({ 0: OFF, 2: OFF, 3: OFF, 4: ON, 5: ON, 7: OFF });
  });

  it('runs from its archive with its own programs: opens the sample, shows a picture, measures in a thread, leaves no process', async () => {
    const seen = await live();
    const unpacked = path.join(opened.resources, 'app.asar.unpacked');
    expect(seen).toMatchObject({
      bridge: expect.arrayContaining(['chooseFiles', 'pathOfDropped']),
      html: expect.stringContaining('<!doctype html>'),
      doctor: {
        ffmpeg: { path: expect.stringContaining(unpacked) },
        ffprobe: { path: expect.stringContaining(unpacked) },
      },
      start: { samplePath: path.join(opened.resources, 'samples/station-sd.mpg') },
      status: 200,
      measurement: { scores: expect.arrayContaining([expect.objectContaining({ metric: 'pixelmatch' })]) },
      children: [],
      exitCode: 0,
    });
    expect(seen.bytes).toBeGreaterThan(720 * 480);
  });

  it.each([
    ['it is quit', 'quit', 0],
    ["the system's session ends", 'session-end', 0],
    ['it is told to exit', 'exit', 3],
  ])('leaves no ffmpeg behind when %s in the middle of a render', async (_how, ending, code) => {
    const seen = await live(ending);
    expect([seen.code, (seen.children as string[]).length > 0]).toEqual([code, true]);
    // Killed with us; the kernel may need a moment to take them away.
    await vi.waitFor(() => expect(processesFrom(work)).toEqual([]), { timeout: 5000 });
  });

  /** What the life saw, and its exit code. */
  async function live(...endings: string[]): Promise<Record<string, unknown>> {
    const home = mkdtempSync(path.join(work, 'home-'));
    const script = path.join(import.meta.dirname, 'packedLife.mjs');
    // Nothing of this machine's: no ffmpeg on the PATH, no modules of the checkout.
    const env = { PATH: path.join(work, 'nothing'), HOME: home };
    return new Promise((resolve) => {
      const args = [script, opened.resources, home, ...endings];
      execFile(process.execPath, args, { env, cwd: work }, (error, stdout) =>
        resolve({ ...(JSON.parse(stdout) as object), code: error?.code ?? 0 }),
      );
    });
  }
});

/** Processes whose program lies in the folder: the packed ffmpeg. */
function processesFrom(folder: string): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => {
    try {
      return (
        readlinkSync(`/proc/${pid}/exe`).startsWith(folder) &&
        !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
      );
    } catch {
      return false; // gone, or not ours to see
    }
  });
}
