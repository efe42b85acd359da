import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLES, tiny } from '../helpers/place';
import { runRemaster, startRemaster } from '../helpers/remaster';

describe('the command line', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'remaster-cli-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const inFolder = (name: string) => path.join(folder, name);

  it('probes a clip: one JSON document on stdout and nothing else there', async () => {
    const { code, stdout } = await runRemaster(['probe', path.join(SAMPLES, 'station-sd.mpg'), '--json']);
    const report = JSON.parse(stdout.toString());
    expect(code).toBe(0);
    expect(report).toMatchObject({
      isConstantRate: true,
      codec: 'mpeg2video',
      pixelFormat: 'yuv420p',
      rate: { n: 30000, d: 1001 },
    });
    expect(report.codedSize).toEqual({ width: 720, height: 480 });
    expect(report.displaySize).toEqual({ width: 640, height: 480 });
    expect(report.sampleAspect).toMatchObject({
      value: { n: 8, d: 9 },
      source: 'tagged',
      because: expect.any(String),
    });
    for (const part of ['matrix', 'primaries', 'transfer', 'range']) {
      expect(report.colour[part]).toMatchObject({
        value: expect.any(String),
        source: expect.any(String),
        because: expect.any(String),
      });
    }
    expect(report.frames).toBeGreaterThan(100);
    expect(report.audio).toHaveLength(1);
  });

  it('writes an exact frame as PNG and as bare bytes, with the hash of what it wrote', async () => {
    const out = inFolder('frame.png');
    const png = await runRemaster(['frame', tiny('mpeg2-open-gop.mpg'), '5', '-o', out, '--json']);
    expect(png.code).toBe(0);
    const report = JSON.parse(png.stdout.toString());
    const bytes = await readFile(out);
    expect(report.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const picture = PNG.sync.read(bytes);
    expect(report).toMatchObject({ frame: 5, width: picture.width, height: picture.height });

    const raw = await runRemaster(['frame', tiny('mpeg2-open-gop.mpg'), '5', '--raw', '-o', '-']);
    expect(raw.stdout.length).toBe(picture.width * picture.height * 3);
    expect(
      raw.stdout.every((value, index) => picture.data[Math.floor(index / 3) * 4 + (index % 3)] === value),
    ).toBe(true);
  });

  it('overwrites nothing without --force', async () => {
    const out = inFolder('kept.png');
    await writeFile(out, 'mine');
    const refused = await runRemaster(['frame', tiny('mpeg2-open-gop.mpg'), '0', '-o', out]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(
      /^error output-exists: .* — Nothing was written to .*kept\.png\nName another file, or add --force\.$/m,
    );
    expect(await readFile(out, 'utf8')).toBe('mine');
    expect((await runRemaster(['frame', tiny('mpeg2-open-gop.mpg'), '0', '-o', out, '--force'])).code).toBe(
      0,
    );
    expect((await stat(out)).size).toBeGreaterThan(1000);
  });

  it('renders a variant, and a previewed frame of it is the frame of the movie', async () => {
    const out = inFolder('film.mkv');
    const rendered = await runRemaster([
      'render',
      tiny('hard-telecine.mpg'),
      '--recipe',
      'dvd-film',
      '-o',
      out,
      '--json',
    ]);
    expect(rendered.stderr).not.toMatch(/^error/m);
    const result = JSON.parse(rendered.stdout.toString());
    expect(result).toMatchObject({ out, rate: { n: 24000, d: 1001 } });
    const [preview, movie] = await Promise.all([
      runRemaster(['frame', tiny('hard-telecine.mpg'), '9', '--recipe', 'dvd-film', '--raw', '-o', '-']),
      runRemaster(['frame', out, '9', '--raw', '-o', '-']),
    ]);
    expect(preview.stdout.length).toBe(1440 * 1080 * 3);
    expect(preview.stdout.equals(movie.stdout)).toBe(true);
  });

  it('tells of no rate where the times of the source are kept', async () => {
    const rendered = await runRemaster(['render', tiny('vfr.mkv'), '-o', inFolder('vfr.mkv')]);
    expect(rendered.stderr).not.toMatch(/^error/m);
    expect(rendered.stdout.toString()).toMatch(/^\d+ frames at a variable rate in /);
  });

  it.skipIf(process.platform !== 'linux')(
    'names the folder that takes no file, though it is there',
    async () => {
      const { code, stderr } = await runRemaster([
        'frame',
        tiny('mpeg2-open-gop.mpg'),
        '0',
        '-o',
        '/proc/x.png',
      ]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^error output-unwritable: .+ — No file can be made in \/proc$/m);
    },
  );

  it('saves comparison stills with a sidecar', async () => {
    const out = inFolder('stills');
    const layout = 'separate,side-by-side,wipe,difference';
    const saved = await runRemaster([
      'stills',
      tiny('hard-telecine.mpg'),
      '--frames',
      '4,10',
      '--layout',
      layout,
      '--recipe',
      'dvd-film',
      '-o',
      out,
      '--json',
    ]);
    expect(saved.stderr).not.toMatch(/^error/m);
    const { files, manifest } = JSON.parse(saved.stdout.toString());
    expect(existsSync(manifest)).toBe(true);
    for (const { path: file, sha256 } of files) {
      expect(
        createHash('sha256')
          .update(await readFile(file))
          .digest('hex'),
      ).toBe(sha256);
    }
    expect(new Set(files.map(({ frame }: { frame: number }) => frame))).toEqual(new Set([4, 10]));
    expect((await readdir(out)).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('lists the presets with their steps', async () => {
    const { stdout } = await runRemaster(['recipes', '--json']);
    const ids = JSON.parse(stdout.toString()).map(({ id }: { id: string }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['plain', 'dvd-film', 'dvd-video', 'pal-film', 'progressive']),
    );
  });

  it('tells which tools were found', async () => {
    const { stdout } = await runRemaster(['doctor', '--json']);
    const report = JSON.parse(stdout.toString());
    expect(report.ffmpeg).toMatchObject({ path: expect.any(String), version: expect.stringMatching(/\d/) });
    expect(report.filters.bwdif).toBe(true);
  });

  it.each([
    [['frame', 'CLIP', '100000', '-o', 'x.png'], 1, 'frame-out-of-range'],
    [['probe', 'nothing-there.mpg'], 1, 'file-missing'],
    [['frame', 'CLIP', '0', '--recipe', 'no-such', '-o', 'x.png'], 1, 'recipe-invalid'],
    [['frame', 'CLIP', '0', '-o', 'missing-folder/x.png'], 1, 'output-unwritable'],
  ])('answers %j with exit code %d and %s', async (words, code, problem) => {
    const argv = words.map((word) => (word === 'CLIP' ? tiny('mpeg2-open-gop.mpg') : word));
    const result = await runRemaster([...argv, '--json'], { cwd: folder });
    expect(result.code).toBe(code);
    expect(result.stderr).toMatch(new RegExp(`^error ${problem}: .+ — .+`, 'm'));
    expect(JSON.parse(result.stdout.toString())).toMatchObject({ code: problem });
    expect(existsSync(inFolder('x.png'))).toBe(false);
  });

  it.each([
    [[]],
    [['dance']],
    [['frame', 'a.mpg']],
    [['probe', 'a.mpg', '--speed', '3']],
    [['stills', 'a.mpg', '-o', 'x']],
  ])('calls %j wrong usage', async (argv) => {
    expect((await runRemaster(argv)).code).toBe(2);
  });

  it('leaves neither a process nor a half-written file behind Ctrl-C', async () => {
    const out = inFolder('stopped.mkv');
    const running = startRemaster([
      'render',
      path.join(SAMPLES, 'station-sd.mpg'),
      '--recipe',
      'dvd-film',
      '-o',
      out,
    ]);
    await running.saw(/frame|%/);
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
    expect((await readdir(folder)).filter((name) => name.includes('stopped'))).toEqual([]);
  });
});
