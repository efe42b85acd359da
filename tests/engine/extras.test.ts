/** What some kernels need besides the build: weights named by the environment, a graphics driver that answers. */
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findExtras } from '../../native-pipeline/ffmpeg/extras';
import { BUILDS } from '../helpers/ffmpegBuilds';

const NO_FILTERS = new Set<string>();

describe('files named by the environment', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'remaster-extras-'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  it('weights of the right size are taken, by their absolute path', async () => {
    const file = path.join(folder, 'nnedi3_weights.bin');
    await writeFile(file, '');
    await truncate(file, 13_574_928);
    vi.stubEnv('NNEDI_WEIGHTS', path.relative(process.cwd(), file));
    const { extras, problems } = await findExtras('ffmpeg', NO_FILTERS, undefined);
    expect(extras).toEqual({ placebo: null, nnediWeights: file, placeboShader: null });
    expect(problems).toEqual([]);
  });

  it('what is not there, or cannot be weights, is passed over and said', async () => {
    const file = path.join(folder, 'short.bin');
    await writeFile(file, 'short');
    vi.stubEnv('NNEDI_WEIGHTS', file);
    vi.stubEnv('PLACEBO_SHADER', path.join(folder, 'gone.glsl'));
    const { extras, problems } = await findExtras('ffmpeg', NO_FILTERS, undefined);
    expect(extras).toMatchObject({ nnediWeights: null, placeboShader: null });
    expect(problems[0]).toContain('NNEDI_WEIGHTS names has 5 bytes instead of 13574928');
    expect(problems[1]).toContain('PLACEBO_SHADER names is not a file that can be read');
  });
});

describe.each(BUILDS)('libplacebo, ffmpeg $version', (build) => {
  it('is tried, and a machine without a driver is no failure', async () => {
    const { extras, problems } = await findExtras(build.path, new Set(['libplacebo']), undefined);
    expect([null, 'memory', 'upload']).toContain(extras.placebo);
    expect(problems).toEqual([]);
  });
});
