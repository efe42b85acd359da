import { describe, expect, it } from 'vitest';
import { escapePattern, fileUrl, sourceInput, unknownInput } from '../../../native-pipeline/ffmpeg/source';

describe('the name of a source', () => {
  it.each(['/a/-x.mpg', '/a/concat:x.mp4', '/a/file:etc.mp4', '/a/new\nline.mp4', '/a/100% %d.mp4'])(
    'stands letter by letter behind the file protocol: %j',
    (file) => {
      expect(sourceInput({ path: file, kind: 'movie', demuxer: 'mov' }).url).toBe(`file:${file}`);
    },
  );

  it('is absolute, so that it never begins with a dash', () => {
    expect(fileUrl('-x.mpg')).toMatch(/^file:[/\\A-Z].*-x\.mpg$/);
  });

  it('comes with the demuxer that was found, so that no content can choose another', () => {
    const { options } = sourceInput({ path: '/a/x.mp4', kind: 'movie', demuxer: 'mov' });
    expect(options.join(' ')).toContain('-f mov -protocol_whitelist file');
  });

  it('opens a still by its literal name where image2 has to be used', () => {
    const { options } = sourceInput({ path: '/a/a%03d.tga', kind: 'still', demuxer: 'image2' });
    expect(options.join(' ')).toContain('-f image2 -pattern_type none');
  });

  it('opens a sequence by its pattern, start and rate', () => {
    const rate = { n: 24, d: 1 };
    const source = { path: '/a/f%04d.png', kind: 'sequence', startNumber: 86, rate } as const;
    expect(sourceInput(source).options.join(' ')).toContain(
      '-f image2 -pattern_type sequence -framerate 24/1 -start_number 86',
    );
  });

  it('doubles percent signs in the literal part of a pattern', () => {
    expect(escapePattern('100% done %d')).toBe('100%% done %%d');
  });
});

describe('a file whose demuxer is not known yet', () => {
  it('may be opened only by demuxers that stay within the file', () => {
    const { options } = unknownInput(
      '/a/x',
      new Set(['mov', 'mpeg', 'hls', 'dash', 'concat', 'sdp', 'image2', 'lavfi', 'svg_pipe']),
    );
    expect(options[options.indexOf('-format_whitelist') + 1]).toBe('mov,mpeg');
  });
});
