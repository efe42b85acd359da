import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLES, tiny } from '../helpers/place';
import { type Result, runRemaster, startRemaster } from '../helpers/remaster';

describe('remaster analyse', () => {
  let folder: string;
  let state: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'remaster-analyse-'));
    state = path.join(folder, 'state');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const run = (argv: string[]): Promise<Result> =>
    runRemaster(argv, { cwd: folder, env: { REMASTER_STATE: state } });
  const scene = path.join(SAMPLES, 'station-sd.mpg');

  it('prints one JSON document with the keys that scripts rely on', async () => {
    const { code, stdout, stderr } = await run(['analyse', scene, '--json', '--shots', 'shots.edl']);
    expect(code).toBe(0);
    const report = JSON.parse(stdout.toString());
    const finding = { value: expect.anything(), source: 'measured', because: expect.stringMatching(/\.$/) };
    expect(report).toMatchObject({
      path: scene,
      span: { from: 0, to: 279 },
      scan: finding,
      activePicture: finding,
    });
    expect(report.fieldOrder).toMatchObject({ ...finding, value: 'top-first' });
    for (const section of report.sections) {
      expect(section).toMatchObject({
        from: expect.any(Number),
        to: expect.any(Number),
        cadence: expect.any(String),
        confidence: expect.stringMatching(/^(sure|likely|unsure)$/),
      });
      expect(section).toHaveProperty('pulldown');
      expect(section).toHaveProperty('phase');
    }
    expect(report.shots[0]).toMatchObject({ from: 0, start: 'clip' });
    expect(report.recipe).toMatchObject({ id: 'dvd-true', steps: expect.any(Array) });
    expect(report.faults.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['noise', 'blocking', 'blur', 'ringing', 'banding']),
    );
    expect(report.wasKept).toBe(false);
    // Progress and messages stand on stderr.
    expect(stderr).toMatch(/Analyse station-sd.mpg: .*279 of 279/);
    expect(stderr).toContain('shots.edl');
    expect(await readFile(path.join(folder, 'shots.edl'), 'utf8')).toMatch(
      /^TITLE: station-sd.mpg\r\nFCM: DROP FRAME/,
    );
  });

  it('answers from what was kept, in words for people', async () => {
    const { code, stdout } = await run(['analyse', scene]);
    const text = stdout.toString();
    expect(code).toBe(0);
    expect(text).toContain('kept from an earlier analysis');
    expect(text).toMatch(/^scan +mixed {2}\[measured\]/m);
    expect(text).toMatch(/^ +0 to 149 +00:00:00;00 +film 3:2, phase 0 +sure/m);
    expect(text).toMatch(/^recipe +dvd-true: .*film.*video/m);
  });

  it('leaves what probe says as it was: what the file claims', async () => {
    const { scan } = JSON.parse((await run(['probe', scene, '--json'])).stdout.toString());
    expect(scan.source).not.toBe('measured');
  });

  it('analyses a span without keeping it', async () => {
    const { stdout } = await run([
      'analyse',
      tiny('hard-telecine.mpg'),
      '--from',
      '3',
      '--to',
      '12',
      '--json',
    ]);
    expect(JSON.parse(stdout.toString()).span).toEqual({ from: 3, to: 12 });
    expect(await readdir(path.join(state, 'analyses'))).toHaveLength(1);
  });

  it('deletes what was kept', async () => {
    expect(JSON.parse((await run(['analyse', scene, '--forget', '--json'])).stdout.toString())).toEqual({
      wasKept: true,
    });
    expect(await readdir(path.join(state, 'analyses'))).toEqual([]);
    expect((await run(['analyse', scene, '--forget'])).stdout.toString()).toMatch(/^No analysis/);
  });

  it('does not begin where a render’s folder is missing, or a name that it would write is taken', async () => {
    await writeFile(path.join(folder, 'taken.csv'), 'mine');
    await writeFile(path.join(folder, 'taken.mkv'), 'mine');
    const order = ['render', tiny('hard-telecine.mpg'), '--recipe', 'true-frames'];
    for (const [words, problem] of [
      [
        ['-o', 'no-such-folder/film.mkv'],
        /^error output-unwritable: .+ — There is no such folder: .+no-such-folder$/m,
      ],
      [['-o', 'taken.mkv'], /^error output-exists: .+taken\.mkv$/m],
      [['-o', 'film.mkv', '--map', 'taken.csv'], /^error output-exists: .+taken\.csv$/m],
      [
        ['-o', tiny('hard-telecine.mpg'), '--force'],
        /^error output-unwritable: .+ — The output is the clip itself/m,
      ],
    ] as const) {
      const refused = await run([...order, ...words]);
      expect([refused.code, refused.stdout.toString()]).toEqual([1, '']);
      expect(refused.stderr).toMatch(problem);
      // Progress would be told there.
      expect(refused.stderr).not.toContain('Analyse');
    }
    expect(existsSync(path.join(folder, 'film.mkv'))).toBe(false);
  });

  it('writes no shot list over another file without --force', async () => {
    const out = path.join(folder, 'kept.csv');
    await writeFile(out, 'mine');
    const refused = await run(['analyse', tiny('hard-telecine.mpg'), '--shots', 'kept.csv']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).not.toContain('Analyse');
    expect(refused.stderr).toMatch(/^error output-exists: .+ — .+/m);
    expect(await readFile(out, 'utf8')).toBe('mine');
    expect(
      (await run(['analyse', tiny('hard-telecine.mpg'), '--shots', 'kept.csv', '--force', '--quiet'])).code,
    ).toBe(0);
    expect(await readFile(out, 'utf8')).toMatch(/^shot,from,to/);
  });

  it.each([
    ['sound-only.m4a', 'no-video'],
    ['empty.mpg', 'file-empty'],
    ['text.mkv', 'not-a-video'],
  ])('says of %s: %s', async (name, code) => {
    const result = await run(['analyse', tiny(name), '--json']);
    expect(result.code).toBe(1);
    expect(JSON.parse(result.stdout.toString())).toMatchObject({ code });
  });

  it.each([
    [['analyse']],
    [['analyse', 'a.vob', 'b.vob']],
    [['analyse', 'a.vob', '--from', '9', '--to', '3']],
    [['analyse', 'a.vob', '--shots', 'shots.xml']],
    [['analyse', 'a.vob', '--shots', 'shots.csv', '--from', '3']],
    [['analyse', 'a.vob', '--forget', '--from', '3']],
  ])('calls %j wrong usage', async (argv) => {
    expect((await run(argv)).code).toBe(2);
  });

  it('comes first by itself where a recipe follows the cadence', async () => {
    const out = path.join(folder, 'true.mkv');
    const clip = tiny('hard-telecine.mpg');
    await run(['analyse', clip, '--forget']);
    const rendered = await run(['render', clip, '--recipe', 'dvd-true', '-o', out, '--json']);
    expect(rendered.stderr).not.toMatch(/^error/m);
    expect(rendered.stderr).toContain('Analyse hard-telecine.mpg');
    const { frames } = JSON.parse(rendered.stdout.toString());
    expect(frames).toBeGreaterThan(10);
    // Kept now: the previewed frame is the movie's, without a second analysis.
    const [preview, movie] = await Promise.all([
      run(['frame', clip, '9', '--recipe', 'dvd-true', '--raw', '-o', '-']),
      run(['frame', out, '9', '--raw', '-o', '-']),
    ]);
    expect(preview.stdout.length).toBeGreaterThan(1000);
    expect(preview.stdout.equals(movie.stdout)).toBe(true);
  });

  it('leaves neither a process nor a kept file behind Ctrl-C', async () => {
    const running = startRemaster(['analyse', path.join(SAMPLES, 'station-hd.mp4')], {
      cwd: folder,
      env: { REMASTER_STATE: state },
    });
    await running.saw(/Analyse station-hd/);
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
    expect((await readdir(path.join(state, 'analyses'))).filter((name) => name.endsWith('.part'))).toEqual(
      [],
    );
  });

  it('proposes a recipe that a render takes by the word', async () => {
    const clip = tiny('native-29.97i.mpg');
    const { code, stdout } = await run(['render', clip, '--recipe', 'suggested', '-o', 'own.mkv', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout.toString())).toMatchObject({ rate: { n: 60000, d: 1001 }, frames: 40 });
  });

  it('lets a render say on stderr what its recipe takes from the clip', async () => {
    const order = ['render', tiny('native-29.97i.mpg'), '--recipe', 'dvd-true', '--to', '5'];
    const { code, stderr } = await run([...order, '-o', 'film.mkv']);
    expect(code).toBe(0);
    expect(stderr).toContain('section of video is brought to film rate and loses pictures. A variable rate');
    expect((await run([...order, '-o', 'film.mkv', '--force', '--quiet'])).stderr).not.toContain('film rate');
  });
});
