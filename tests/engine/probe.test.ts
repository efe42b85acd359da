/** What is settled when a sample is opened, held against samples/truth.json, which says what each one was made to be. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Clip } from '../../model/clip';
import { type Catalog, createCatalog, type OpenClip } from '../../native-pipeline/clips/catalog';
import { findTools } from '../../native-pipeline/ffmpeg/tools';
import { BUILDS } from '../helpers/ffmpegBuilds';

interface Truth {
  path: string;
  kind: 'movie' | 'still' | 'sequence' | 'broken';
  audioStreams: number;
  subtitleStreams: number;
  chapters: number;
  video?: {
    codec: string;
    pixelFormat: string;
    bitDepth: number;
    rate: { n: number; d: number };
    isConstantRate: boolean;
    scan: string;
    fieldOrder: string | null;
    frames: number;
    codedSize: Clip['codedSize'];
    sampleAspect: Clip['rate'];
    displaySize: Clip['codedSize'];
    rotation: number;
    colour: {
      matrix: string;
      primaries: string;
      transfer: string;
      range: string;
      siting: string;
      tags: string;
    };
  };
}

const samples = path.resolve(import.meta.dirname, '../../samples');
const truths = (JSON.parse(readFileSync(path.join(samples, 'truth.json'), 'utf8')) as { samples: Truth[] })
  .samples;
const movies = truths.filter(({ path: file, kind, video }) => {
  const isPattern = file.includes('%');
  return kind !== 'broken' && video && (isPattern || existsSync(path.join(samples, file)));
});

/** Samples whose truth says more than their file does. */
const SAYS_LESS: Readonly<Record<string, readonly string[]>> = {
  // Coded without colour tags in its container; only newer builds read them from the frame header.
  'tiny/prores.mov': ['matrix', 'primaries', 'transfer'],
};

describe.each(BUILDS)('a sample opened with ffmpeg $version', (build) => {
  const catalog = findTools({ ffmpegPath: build.path }).then((tools) => createCatalog(tools));
  afterAll(async () => (await catalog).close());

  it.each(movies)(
    '$path is found to be what it was made to be',
    async ({ path: file, video, ...streams }) => {
      if (!video) throw new Error('no truth');
      const { clip } = await settled(await catalog, path.join(samples, file));
      expect(clip.codec).toBe(video.codec);
      expect(clip.bitDepth).toBe(video.bitDepth);
      expect(clip.codedSize).toEqual(video.codedSize);
      expect(clip.sampleAspect.value).toEqual(video.sampleAspect);
      expect(clip.displaySize).toEqual(video.displaySize);
      expect(clip.rotation.value).toBe(video.rotation);
      // Mixed by what its pictures show, which no flag tells: until it is analysed such a clip is interlaced.
      if (video.scan === 'mixed') expect(['mixed', 'interlaced']).toContain(clip.scan.value);
      else expect(clip.scan.value).toBe(video.scan);
      if (video.scan !== 'progressive') expect(clip.fieldOrder.value).toBe(video.fieldOrder);
      expect(clip.frames).toBe(video.frames);
      expect(clip.audio.length).toBe(streams.audioStreams);
      expect(clip.subtitles.length).toBe(streams.subtitleStreams);
      expect(clip.chapters.length).toBe(streams.chapters);
    },
  );

  it.each(movies)(
    '$path has the colours it was made with, and says whether they are tagged',
    async ({ path: file, video }) => {
      if (!video) throw new Error('no truth');
      const { colour } = (await (await catalog).open(path.join(samples, file))).clip;
      for (const part of ['matrix', 'primaries', 'transfer', 'range', 'siting'] as const) {
        const isSaid = !(SAYS_LESS[file]?.includes(part) && colour[part].source === 'assumed');
        if (isSaid) expect([part, colour[part].value]).toEqual([part, video.colour[part]]);
      }
      if (video.colour.tags === 'none' && colour.matrix.value !== 'gbr')
        expect(colour.matrix.source).toBe('assumed');
    },
  );

  it.each(movies.filter(({ kind, path: file }) => kind === 'movie' && !file.includes('soft-telecine')))(
    '$path runs at the rate it was made at',
    async ({ path: file, video }) => {
      const { clip } = await settled(await catalog, path.join(samples, file));
      expect(clip.rate).toEqual(video?.rate);
      expect(clip.isConstantRate).toBe(video?.isConstantRate);
    },
  );

  it('soft telecine runs at the rate of its film, and says so', async () => {
    const { clip } = await settled(await catalog, path.join(samples, 'tiny/soft-telecine.mpg'));
    expect(clip.rate).toEqual({ n: 24000, d: 1001 });
    expect(clip.notices.join(' ')).toContain('Soft telecine');
  });

  it.each([
    ['tiny/empty.mpg', 'file-empty'],
    ['tiny/text.mkv', 'not-a-video'],
    ['tiny/sound-only.m4a', 'no-video'],
    ['tiny/no-such-file.mpg', 'file-missing'],
  ])('%s is refused as %s, with its path last', async (file, code) => {
    const full = path.join(samples, file);
    const opening = (await catalog).open(full);
    await expect(opening).rejects.toMatchObject({ code });
    await expect(opening).rejects.toThrow(new RegExp(`: ${full.replaceAll('.', '\\.')}$`));
  });
});

/** The clip when its index is made and confirmed. */
async function settled(catalog: Catalog, file: string): Promise<OpenClip> {
  const open = await catalog.open(file);
  const index = await open.whenIndexed;
  await index.whenConfirmed;
  return open;
}
