/**
 * Odd, broken and hostile files, each treated as `expect` in their manifest says. They lie outside the project (../shared/media); without them these
 * tests are skipped.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clip } from '../../model/clip';
import { type ErrorCode, WorkbenchError } from '../../model/errors';
import { type Catalog, createCatalog } from '../../native-pipeline/clips/catalog';
import { countProcesses } from '../../native-pipeline/ffmpeg/run';
import { findTools } from '../../native-pipeline/ffmpeg/tools';
import { BUILDS } from '../helpers/ffmpegBuilds';

interface Listed {
  cls: string;
  file: string;
  expect: string;
}

const media = path.resolve(import.meta.dirname, '../../../shared/media/dev');
const manifest = path.join(media, 'manifest.json');
const hasMedia = existsSync(manifest);
const { inputs, real } = (
  hasMedia ? JSON.parse(readFileSync(manifest, 'utf8')) : { inputs: [], real: [] }
) as {
  inputs: Listed[];
  real: Listed[];
};
const skipped = hasMedia ? '' : ' (skipped: ../shared/media is not here)';
const names = mkdtempSync(path.join(os.tmpdir(), 'remaster-names-'));
afterAll(() => rmSync(names, { recursive: true, force: true }));

/** What an error of a class must be called; others only have to be called something. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  audio_only: 'no-video',
  indirection: 'points-elsewhere',
  svg: 'not-a-video',
  huge: 'picture-too-large',
};

describe.runIf(hasMedia).each(BUILDS)(`inputs opened with ffmpeg $version${skipped}`, (build) => {
  let catalog: Catalog;
  beforeAll(async () => {
    spawnSync('tar', ['xf', path.join(media, 'inputs/names.tar'), '-C', names]);
    catalog = createCatalog(await findTools({ ffmpegPath: build.path }));
  });
  afterAll(() => catalog.close());

  const of = (...expected: string[]) => inputs.filter((input) => expected.includes(input.expect));

  it.each(of('open', 'open_damaged'))('$cls: $file opens', async ({ file }) => {
    const clip = await openClip(catalog, file);
    expect(clip.frames).toBeGreaterThan(0);
    expect(clip.access.isConfirmed).toBe(true);
  });

  it.each(of('open_partial', 'open_warn'))('$cls: $file opens, and says what is wrong', async ({ file }) => {
    const clip = await openClip(catalog, file);
    expect(clip.frames).toBeGreaterThan(0);
    expect(clip.notices).not.toEqual([]);
  });

  it.each(of('error'))(
    '$cls: $file is refused with a sentence that names the cause',
    async ({ file, cls }) => {
      const error = await openClip(catalog, file).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(WorkbenchError);
      const { code, detail, hint } = error as WorkbenchError;
      expect(code).not.toMatch(/internal|ffmpeg-failed/);
      if (CODES[cls]) expect(code).toBe(CODES[cls]);
      expect(detail).toContain(path.basename(file));
      expect(detail).not.toMatch(/0x[0-9a-f]{6}/);
      expect(hint).not.toBe('');
    },
  );

  it.each(of('error_or_open', 'open_or_error', 'error_or_still', 'any_no_crash'))(
    '$cls: $file opens or is refused, but nothing breaks',
    async ({ file, expect: expected }) => {
      const result = await openClip(catalog, file).catch((thrown: unknown) => thrown);
      if (result instanceof WorkbenchError) expect(result.code).not.toMatch(/internal|ffmpeg-failed/);
      else if (expected === 'error_or_still') expect((result as Clip).kind).toBe('still');
      else expect((result as Clip).frames).toBeGreaterThan(0);
    },
  );

  it.each(real)('real footage: $file opens', async ({ file }) => {
    const clip = await openClip(catalog, file);
    expect(clip.frames).toBeGreaterThan(0);
  });

  it('full range, the BT.601 matrix, HDR, rotation and wide samples of real footage are found', async () => {
    const open = (name: string) => openClip(catalog, `real/${name}`);
    expect((await open('live_640x480_fullrange.mkv')).colour.range).toMatchObject({
      value: 'full',
      source: 'tagged',
    });
    expect((await open('bt601_tagged.mov')).colour.matrix).toMatchObject({
      value: 'smpte170m',
      source: 'tagged',
    });
    expect((await open('hlg_1080p_10bit.mp4')).notices.join(' ')).toContain('HLG');
    expect((await open('bbb_1080p24_rotated.mp4')).displaySize).toEqual({ width: 1080, height: 1920 });
    expect((await open('sar_2_1.mp4')).displaySize).toEqual({ width: 1280, height: 360 });
  });

  it('two video streams: the clip says which one is used', async () => {
    const clip = await openClip(catalog, 'inputs/streams/two_videos.mkv');
    expect(clip.videoStream).toBe(0);
    expect(clip.notices.join(' ')).toContain('stream 1');
  });

  it('a movie header that claims 24 days does not make the clip longer', async () => {
    const clip = await openClip(catalog, 'inputs/duration/mvhd_24_days.mp4');
    expect(clip.durationSecs).toBeCloseTo(3, 1);
  });

  it('nothing is left running', () => expect(countProcesses()).toBe(0));
});

/** Opens a listed file and waits for its index to be confirmed. */
async function openClip(catalog: Catalog, listed: string): Promise<Clip> {
  const inNames = path.relative('inputs/names', listed);
  const file = inNames.startsWith('..') ? path.join(media, listed) : path.join(names, 'names', inNames);
  const open = await catalog.open(file);
  const index = await open.whenIndexed;
  await index.whenConfirmed;
  return open.clip;
}
