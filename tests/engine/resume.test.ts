import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { appendFile, chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JobTask, RenderResult } from '../../model/job';
import type { Recipe } from '../../model/recipe';
import type { Manifest } from '../../native-pipeline/exports/manifest';
import { renderMovie } from '../../native-pipeline/exports/movie';
import { checkRender, type RenderWork } from '../../native-pipeline/exports/renderCheck';
import { workFolderOf } from '../../native-pipeline/exports/workFolder';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { drawNoisy, drawTelecined, drawVariable } from '../helpers/longClips';
import { enlargeTo, presetOf } from '../helpers/madeRecipe';
import { readTracks } from '../helpers/matroska';
import { type Bench, createBench } from '../helpers/openClips';
import { runRemaster, startRemaster } from '../helpers/remaster';
import { mountSmallDisk } from '../helpers/smallDisk';

/** Renders of half a minute, several a test, on machines with much else to do. */
vi.setConfig({ testTimeout: 400_000 });

const steps = (kind: string, settings: Recipe['steps'][number]['settings']): Recipe => ({
  ...presetOf('plain'),
  ...{ id: kind, title: kind, steps: [{ kind, isOn: true, settings }] },
});
const BOB = steps('deinterlace', { method: 'bwdif', rate: 'field' });
const HQDN3D = steps('denoise', { method: 'hqdn3d', luma: 4, chroma: 3, temporal: 6 });
const ATA = steps('denoise', { method: 'atadenoise', luma: 4, chroma: 3, temporal: 6 });

describe.each(BUILDS)('a long render with ffmpeg $version', (build) => {
  let bench: Bench;
  const clips: Record<string, string> = {};
  beforeAll(async () => {
    bench = await createBench(build);
    clips.noisy = drawNoisy(build, bench.folder);
    clips.telecined = drawTelecined(build, bench.folder);
    clips.variable = drawVariable(build, bench.folder);
  });
  afterAll(() => bench.close());

  it.each<[string, string, Partial<RenderWork> & { recipe: Recipe | null }, string]>([
    ['FFV1 of the bare source', 'noisy', { recipe: null }, 'mkv'],
    ['FFV1 of fields brought back to film', 'telecined', { recipe: presetOf('film-frames') }, 'mkv'],
    [
      'FFV1 of a span of it',
      'telecined',
      { recipe: presetOf('film-frames'), span: { from: 33, to: 1000 } },
      'mkv',
    ],
    ['FFV1 of a bob', 'telecined', { recipe: BOB }, 'mkv'],
    ['FFV1 of a filter that looks at nine frames', 'noisy', { recipe: ATA }, 'mkv'],
    ['FFV1 of a filter that remembers all frames', 'noisy', { recipe: HQDN3D }, 'mkv'],
    ['FFV1 at a variable rate', 'variable', { recipe: null }, 'mkv'],
    ['ProRes at a variable rate', 'variable', { recipe: null, codec: 'prores' }, 'mov'],
    [
      'FFV1 of a span at a variable rate',
      'variable',
      { recipe: enlargeTo(48), span: { from: 20, to: 700 } },
      'mkv',
    ],
    ['ProRes', 'noisy', { recipe: null, codec: 'prores' }, 'mov'],
  ])('continued after an interruption is the same bit by bit: %s', async (_what, clip, more, ending) => {
    const [plain, broken] = [`plain.${ending}`, `broken.${ending}`];
    await render(clip, plain, { ...more, isOverwriting: true }, { inOnePiece: true });
    const kept = await interrupt(clip, broken, more);
    const result = await render(clip, broken, { ...more, isResuming: true });
    expect(kept).toBeGreaterThan(0);
    expect(result.continuedFrom).toBe(kept);
    expect(result.notices[0]).toMatch(new RegExp(`^Continued an interrupted render: ${kept} pictures`));
    if (more.recipe === HQDN3D)
      expect(result.notices.join()).toMatch(/the filters ran from the beginning again/);
    const [one, other] = [inFolder(plain), inFolder(broken)];
    expect(pictures(other)).toEqual(pictures(one));
    // At a variable rate no length of pictures is stored; it is guessed from a mean that is only a hint.
    const isVariable = clip === 'variable';
    expect(times(other, !isVariable)).toEqual(times(one, !isVariable));
    const said = (file: string) =>
      described(file).filter((line) => !isVariable || !/_frame_rate=|duration=/i.test(line));
    expect(said(other)).toEqual(said(one));
    if (isVariable && ending === 'mkv')
      for (const file of [one, other])
        expect(readTracks(file)).toEqual({ pictureNanos: [null], isChecksumRight: true });
    expect(await leftovers()).toEqual([]);
    await Promise.all([one, other].map((file) => rm(file)));
  });

  it.each(['h264', 'hevc'] as const)('continued with %s has the same times and no seam', async (codec) => {
    const more = { recipe: enlargeTo(64), codec };
    const whole = await render('noisy', `whole.${codec}.mp4`, more);
    const kept = await interrupt('noisy', 'broken.mp4', more);
    const result = await render('noisy', 'broken.mp4', { ...more, isResuming: true });
    expect(result.notices.join()).toMatch(/started anew at a key frame: same pictures, times and quality/);
    expect(times(result.out)).toEqual(times(whole.out));
    expect(described(result.out)).toEqual(described(whole.out));
    // Before and behind the seam both are equally near to the source.
    const [one, other] = [pictures(whole.out), pictures(result.out)];
    expect(other).toHaveLength(one.length);
    // x265 does not always make the same bits of the same pictures, not even in one go.
    if (codec === 'h264') expect(other.slice(0, kept)).toEqual(one.slice(0, kept));
    const [was, is] = [whole.out, result.out].map((file) => distances(file, clips.noisy ?? '', kept));
    for (const [n, psnr] of (is ?? []).entries()) expect(Math.abs(psnr - (was?.[n] ?? 0))).toBeLessThan(1.5);
    await rm(result.out);
  });

  it.each([
    ['h264', 'mp4', 'telecined', presetOf('film-frames')],
    ['h264', 'mkv', 'noisy', enlargeTo(64)],
    ['hevc', 'mkv', 'noisy', enlargeTo(64)],
    ['hevc', 'mov', 'telecined', presetOf('film-frames')],
  ] as const)(
    'a span in %s (%s) holds all its pictures, at the times of a render in one piece',
    async (codec, ending, clip, recipe) => {
      const more = { recipe, codec, span: { from: 33, to: 1000 }, isOverwriting: true };
      const whole = await render(clip, `span-whole.${ending}`, more, { inOnePiece: true });
      const joined = await render(clip, `span-joined.${ending}`, more);
      expect(pictures(joined.out)).toHaveLength(joined.frames);
      expect(joined.frames).toBe(whole.frames);
      // Segments begin with key frames of their own, which changes the order of decoding, not that of showing.
      const shown = (file: string) =>
        times(file)
          .map((line) => Number(line.split(',')[0]))
          .sort((a, b) => a - b);
      expect(shown(joined.out)).toEqual(shown(whole.out));
      await Promise.all([whole, joined].map(({ out }) => rm(out)));
    },
  );

  it('keeps the finished segments when the engine ends or the user says so, and nothing when it is cancelled', async () => {
    await interrupt('noisy', 'ended.mkv', { recipe: null });
    expect(await leftovers()).toEqual(['.ended.mkv.remaster-part']);
    const names = await readdir(workFolderOf(inFolder('ended.mkv')));
    expect(names).toEqual(expect.arrayContaining(['1-00000.mov', 'manifest.json', 'owner.json']));
    expect(names.filter((name) => /csv|part|txt/.test(name))).toEqual([]);
    await interrupt('noisy', 'ended.mkv', { recipe: null, isOverwriting: true }, { isKeeping: () => false });
    expect(await leftovers()).toEqual([]);
  });

  it('is not begun over an interrupted one unless told to continue or to start again', async () => {
    const kept = await interrupt('noisy', 'there.mkv', { recipe: null });
    await expect(render('noisy', 'there.mkv', { recipe: null })).rejects.toMatchObject({
      code: 'render-interrupted',
      detail: expect.stringContaining(`${kept} of its pictures are finished`),
      hint: expect.stringMatching(/--resume.*--force/),
    });
    const again = await render('noisy', 'there.mkv', { recipe: null, isOverwriting: true });
    expect(again).toMatchObject({ frames: 1079, continuedFrom: 0 });
    expect(await leftovers()).toEqual([]);
    await rm(again.out);
  });

  it('is not continued by one that makes other pictures', async () => {
    await interrupt('noisy', 'other.mkv', { recipe: null });
    const call = (more: Partial<RenderWork>) =>
      expect(render('noisy', 'other.mkv', { recipe: null, isResuming: true, ...more })).rejects;
    await call({ recipe: enlargeTo(48) }).toMatchObject({
      code: 'render-changed',
      detail: expect.stringMatching(/recipe/),
    });
    await call({ bits: 10 }).toMatchObject({ code: 'render-changed' });
    await call({ span: { from: 0, to: 900 } }).toThrow(/another part of the clip/);
    // One that is not to be continued is told what lies there, and that it can go on as it was ordered.
    const begun = (more: Partial<RenderWork>) =>
      expect(render('noisy', 'other.mkv', { recipe: null, ...more })).rejects;
    await begun({ recipe: enlargeTo(48), codec: 'h264' }).toMatchObject({
      code: 'render-other',
      detail: expect.stringMatching(
        /^300 of its pictures are finished as the source itself in ffv1, but the recipe/,
      ),
      hint: expect.stringMatching(/^Continue it as it was ordered, start again/),
    });
    const manifest = await manifestOf('other.mkv');
    expect(manifest.order).toEqual({
      ...{ clipPath: clips.noisy, recipe: null, span: null, codec: 'ffv1', bits: null },
    });
    const { order: _none, ...earlier } = manifest;
    await writeFile(manifestFile('other.mkv'), JSON.stringify(earlier));
    await begun({ bits: 10 }).toMatchObject({ code: 'render-changed' });
    manifest.identity.ffmpeg = '4.4';
    await writeFile(manifestFile('other.mkv'), JSON.stringify(manifest));
    await call({}).toThrow(/ffmpeg was 4\.4 then and is /);
    await begun({}).toMatchObject({ code: 'render-changed', hint: expect.not.stringMatching(/ontinue/) });
    // Refusing costs nothing of what is finished.
    expect(await leftovers()).toEqual(['.other.mkv.remaster-part']);
    await rm(workFolderOf(inFolder('other.mkv')), { recursive: true });
  });

  it('makes a damaged segment again, and all behind it', async () => {
    const kept = await interrupt('noisy', 'damaged.mkv', { recipe: null });
    const { finished } = await manifestOf('damaged.mkv');
    await appendFile(path.join(workFolderOf(inFolder('damaged.mkv')), finished.at(-1)?.name ?? ''), 'x');
    const result = await render('noisy', 'damaged.mkv', { recipe: null, isResuming: true });
    expect(result.continuedFrom).toBe(kept - (finished.at(-1)?.pictures ?? 0));
    expect(result.notices.join()).toMatch(/1 were damaged or missing/);
    expect(pictures(result.out)).toEqual(pictures(clips.noisy ?? ''));
    await rm(result.out);
  });

  it('begins where there is nothing to continue, and starts afresh where nothing was finished', async () => {
    const result = await render('noisy', 'fresh.mkv', { recipe: null, isResuming: true });
    expect(result).toMatchObject({ frames: 1079, continuedFrom: 0, notices: [] });
    await interrupt('noisy', 'early.mkv', { recipe: enlargeTo(960) }, { atOnce: true });
    expect(await render('noisy', 'early.mkv', { recipe: null })).toMatchObject({ frames: 1079 });
  });

  it('refuses a second one to the same file while it runs', async () => {
    const running = render('noisy', 'twice.mkv', { recipe: enlargeTo(240) });
    await until(() => existsSync(manifestFile('twice.mkv')));
    await expect(render('noisy', 'twice.mkv', { recipe: null, isOverwriting: true })).rejects.toMatchObject({
      code: 'output-busy',
    });
    expect(await running).toMatchObject({ frames: 1079 });
  });

  function inFolder(name: string): string {
    return path.join(bench.folder, name);
  }

  function manifestFile(name: string): string {
    return path.join(workFolderOf(inFolder(name)), 'manifest.json');
  }

  async function manifestOf(name: string): Promise<Manifest> {
    return JSON.parse(await readFile(manifestFile(name), 'utf8'));
  }

  async function leftovers(): Promise<string[]> {
    return (await readdir(bench.folder)).filter((name) => name.startsWith('.'));
  }

  async function render(
    clip: string,
    name: string,
    more: Partial<RenderWork> & { recipe: Recipe | null },
    { inOnePiece = false, ...task }: Partial<JobTask> & { inOnePiece?: boolean } = {},
  ): Promise<Omit<RenderResult, 'tables'>> {
    const open = await bench.open(clips[clip] ?? '');
    const plan = more.recipe ? bench.plan(open, more.recipe) : null;
    const plain = { span: null, codec: 'ffv1', bits: null, isOverwriting: false, isResuming: false } as const;
    const work = await checkRender({ ...plain, open, plan, out: inFolder(name), ...more }, bench.tools);
    // An encoder that cannot be taken apart makes every render one plain run of ffmpeg.
    const checked = inOnePiece ? { ...work, encoder: { ...work.encoder, keyFrames: null } } : work;
    const signal = new AbortController().signal;
    return renderMovie(checked, bench.tools, { signal, onProgress: () => undefined, ...task });
  }

  /**
   * Ends a render as the end of the engine does, and leaves its first segment, as if it had been in the middle of the second one: a small clip may be
   * through before anybody looks. Answers how many pictures are finished.
   */
  async function interrupt(
    clip: string,
    name: string,
    more: Partial<RenderWork> & { recipe: Recipe | null },
    { isKeeping = () => true, atOnce = false }: { isKeeping?: () => boolean; atOnce?: boolean } = {},
  ): Promise<number> {
    const controller = new AbortController();
    const hasSegment = () => /"name": "/.test(readIfThere(manifestFile(name)));
    const call = render(clip, name, more, {
      ...{ signal: controller.signal, isKeeping },
      onProgress: () => {
        if (atOnce || hasSegment()) controller.abort(new Error('ended'));
      },
    });
    await expect(call).rejects.toBeDefined();
    if (!existsSync(manifestFile(name))) return 0;
    const manifest = await manifestOf(name);
    manifest.finished = manifest.finished.slice(0, 1);
    await writeFile(manifestFile(name), JSON.stringify(manifest));
    return manifest.finished[0]?.pictures ?? 0;
  }

  function pictures(file: string): string[] {
    const words = ['-map', '0:v:0', '-fps_mode', 'passthrough', '-f', 'framehash', '-hash', 'md5', '-'];
    const list = ffmpegOutput(build, ['-i', file, ...words]).toString();
    return list
      .split('\n')
      .filter((line) => /^0,/.test(line))
      .map((line) => line.split(',').at(-1)?.trim() ?? '');
  }

  /** PSNR against the source of the pictures around the seam. */
  function distances(file: string, source: string, seam: number): number[] {
    const cut = `trim=start_frame=${seam - 3}:end_frame=${seam + 6},setpts=N`;
    const graph = `[0:v]${cut},format=yuv420p[a];[1:v]${cut},format=yuv420p[b];[a][b]psnr=stats_file=-`;
    const words = ['-i', file, '-i', source, '-lavfi', graph, '-f', 'null', '-'];
    const said = ffmpegOutput(build, words).toString();
    return [...said.matchAll(/psnr_y:([\d.]+)/g)].map((match) => Number(match[1]));
  }
});

const FIRST = BUILDS[0];
describe.skipIf(!FIRST || process.platform === 'win32')('an engine that is killed', () => {
  let bench: Bench;
  let clip = '';
  beforeAll(async () => {
    bench = await createBench(FIRST ?? { path: '' });
    clip = drawNoisy(FIRST ?? { path: '' }, bench.folder);
    await writeFile(
      path.join(bench.folder, 'r.json'),
      JSON.stringify({ title: '480', steps: enlargeTo(480).steps }),
    );
  });
  afterAll(() => bench.close());

  it('leaves its finished segments, and ffmpeg, which the next start ends before it goes on', async () => {
    const [whole, out] = ['whole.mkv', 'killed.mkv'].map((name) => path.join(bench.folder, name)) as [
      string,
      string,
    ];
    const order = ['render', clip, '--recipe', path.join(bench.folder, 'r.json'), '--quiet', '-o'];
    const folder = workFolderOf(out);
    const running = startRemaster([...order, out]);
    const manifest = async () =>
      JSON.parse(
        await readFile(path.join(folder, 'manifest.json'), 'utf8').catch(() => '{"finished":[]}'),
      ) as Manifest;
    await until(async () => (await manifest()).finished.length > 0);
    const owner = JSON.parse(await readFile(path.join(folder, 'owner.json'), 'utf8'));
    process.kill(owner.engine.pid, 'SIGKILL');
    await running.ended;

    const refused = await runRemaster([...order, out]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(
      /^error render-interrupted: An interrupted render of this is there — [\s\S]*--resume/,
    );
    const loud = order.filter((word) => word !== '--quiet');
    const resumed = await runRemaster([...loud, out, '--resume', '--json']);
    expect(resumed.stderr).toMatch(/Continued an interrupted render/);
    expect(JSON.parse(resumed.stdout.toString())).toMatchObject({ frames: 1079 });
    expect(isAlive(owner.ffmpeg.pid)).toBe(false);
    expect((await readdir(bench.folder)).filter((name) => name.startsWith('.'))).toEqual([]);

    expect((await runRemaster([...order, whole])).code).toBe(0);
    expect(times(out)).toEqual(times(whole));
    expect(streamHash(out)).toBe(streamHash(whole));
  });

  it('keeps what is finished when the machine ends it, and gives it up at Ctrl-C', async () => {
    const out = path.join(bench.folder, 'ended.mkv');
    const order = ['render', clip, '--recipe', path.join(bench.folder, 'r.json'), '--resume', '-o', out];
    for (const [signal, left] of [
      ['SIGTERM', 1],
      ['SIGINT', 0],
    ] as const) {
      const running = startRemaster(order);
      await until(
        () =>
          existsSync(path.join(workFolderOf(out), '1-00001.mov')) ||
          existsSync(path.join(workFolderOf(out), '2-00001.mov')),
      );
      running.child.kill(signal);
      expect((await running.ended).code).toBe(130);
      expect((await readdir(bench.folder)).filter((name) => name.startsWith('.'))).toHaveLength(left);
    }
  });
});

describe.skipIf(!FIRST)('a place that cannot be written to', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await createBench(FIRST ?? { path: '' });
  });
  afterAll(() => bench.close());

  it('keeps the finished segments of a render that fills the disk, and says how to go on', async () => {
    const folder = path.join(bench.folder, 'small');
    const small = mountSmallDisk(folder);
    if (!small) return;
    try {
      const open = await bench.open(
        drawNoisy(FIRST ?? { path: '' }, bench.folder, { size: '16x16', noise: 3 }),
      );
      const plain = {
        span: null,
        codec: 'ffv1',
        bits: null,
        isOverwriting: false,
        isResuming: false,
      } as const;
      const order = { ...plain, open, plan: null, recipe: null, out: path.join(folder, 'a.mkv') };
      const task = { signal: new AbortController().signal, onProgress: () => undefined };
      const call = async () => renderMovie(await checkRender(order, bench.tools), bench.tools, task);
      await expect(call()).rejects.toMatchObject({
        code: 'disk-full',
        detail: expect.stringMatching(/^[^%]*small$/),
        hint: expect.stringMatching(
          /Free some space there.*\d+ pictures that are finished are kept.*--resume/,
        ),
      });
      expect(await readdir(folder)).toEqual(['.a.mkv.remaster-part']);
      await expect(call()).rejects.toMatchObject({ code: 'render-interrupted' });
    } finally {
      small.unmount();
    }
  });

  it('is told before anything is rendered', async () => {
    if (process.getuid?.() === 0)
      return console.warn('not tested: a folder without permission (we are root)');
    const folder = path.join(bench.folder, 'closed');
    await import('node:fs/promises').then(({ mkdir }) => mkdir(folder));
    await chmod(folder, 0o500);
    const open = await bench.open(drawNoisy(FIRST ?? { path: '' }, bench.folder));
    const plain = { span: null, codec: 'ffv1', bits: null, isOverwriting: false, isResuming: false } as const;
    const work = await checkRender(
      { ...plain, open, plan: null, recipe: null, out: path.join(folder, 'a.mkv') },
      bench.tools,
    );
    const task = { signal: new AbortController().signal, onProgress: () => undefined };
    await expect(renderMovie(work, bench.tools, task)).rejects.toMatchObject({ code: 'output-unwritable' });
  });
});

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((wake) => setTimeout(wake, 20));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Times of all packets of the pictures, as the container says them. */
function times(file: string, withLengths = true): string[] {
  const fields = `packet=pts,dts,flags${withLengths ? ',duration' : ''}`;
  const entries = ['-show_entries', fields, '-of', 'csv=p=0'];
  const list = execFileSync('ffprobe', ['-v', 'error', '-select_streams', 'v:0', ...entries, file], {
    maxBuffer: 2 ** 28,
  });
  return list
    .toString()
    .trim()
    .split('\n')
    .map((line) => line.replace(/,$/, ''));
}

/** What the file says of its streams and itself, but for who wrote it. */
function described(file: string): string[] {
  const fields =
    'index,codec_name,codec_tag_string,pix_fmt,profile,level,sample_aspect_ratio,field_order,color_range,color_space,' +
    'color_primaries,color_transfer,chroma_location,r_frame_rate,avg_frame_rate,time_base,start_time';
  const entries = `stream=${fields}:stream_tags:format=start_time,duration:format_tags`;
  const said = execFileSync('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    entries,
    '-of',
    'flat',
    file,
  ]).toString();
  return said.split('\n').filter((line) => !/tags\.(encoder|ENCODER)=/.test(line));
}

function streamHash(file: string): string {
  return ffmpegOutput({ path: 'ffmpeg' }, [
    '-i',
    file,
    '-map',
    '0',
    '-c',
    'copy',
    '-f',
    'streamhash',
    '-',
  ]).toString();
}
