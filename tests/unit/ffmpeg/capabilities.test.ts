import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Capabilities, findGaps, parseList } from '../../../native-pipeline/ffmpeg/capabilities';

const lists = path.resolve(import.meta.dirname, '../../fixtures/lists');
const parsed = (name: string) => parseList(readFileSync(path.join(lists, name), 'utf8'));

describe("a build's lists", () => {
  it.each(['filters-5.1.txt', 'filters-7.0.txt'])(
    'of filters (%s) give their names and nothing of the legend',
    (file) => {
      const names = parsed(file);
      expect(names).toContain('bwdif');
      expect(names).toContain('zscale');
      expect(names).toContain('color');
      expect([...names].filter((name) => !/^[a-z0-9_]+$/.test(name))).toEqual([]);
    },
  );

  it('of decoders give the names of coders and of their codecs', () => {
    const names = parsed('decoders-5.1.txt');
    for (const name of ['mpeg2video', 'msmpeg4', 'msmpeg4v3', 'libdav1d', 'av1'])
      expect(names).toContain(name);
  });

  it.each(['demuxers-5.1.txt', 'demuxers-7.0.txt'])(
    'of demuxers (%s) take a name apart that stands for several',
    (file) => {
      const names = parsed(file);
      for (const name of ['mov', 'mp4', 'matroska', 'webm', 'mpeg', 'hls', 'png_pipe', 'lavfi'])
        expect(names).toContain(name);
      // ffmpeg 7 marks devices by a letter that looks like a name.
      expect(names).not.toContain('d');
    },
  );
});

describe("a build's gaps", () => {
  it('are said with what they mean', () => {
    const none = new Set<string>();
    const all: Capabilities = { filters: none, encoders: none, decoders: none, muxers: none, demuxers: none };
    const gaps = findGaps(all);
    expect(gaps.some((gap) => gap.includes('filter zscale') && gap.includes('colour'))).toBe(true);
    expect(gaps.every((gap) => gap.endsWith('.'))).toBe(true);
  });
});
