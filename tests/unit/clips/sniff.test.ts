import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../model/errors';
import { refuseForeign, startsLikeMovie } from '../../../native-pipeline/clips/sniff';

function codeFor(head: string | number[]): string {
  const bytes = typeof head === 'string' ? Buffer.from(head, 'utf8') : Uint8Array.from(head);
  try {
    refuseForeign(bytes, '/a/x.mp4');
    return 'fine';
  } catch (error) {
    return error instanceof WorkbenchError ? error.code : 'bug';
  }
}

describe('the first bytes', () => {
  it.each([
    '#EXTM3U\n#EXT-X-VERSION:3\n',
    '\uFEFF#EXTM3U\n',
    '  \n#EXTM3U\n',
    'ffconcat version 1.0\nfile x\n',
    "file '/etc/passwd'\n",
    '<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011">',
    '[playlist]\nFile1=http://x\n',
    'v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n',
    '<asx version="3.0">',
    'http://127.0.0.1:9/x.ts\n',
  ])('of a playlist are refused because it points elsewhere: %j', (head) => {
    expect(codeFor(head)).toBe('points-elsewhere');
  });

  it('of a playlist in UTF-16 are refused too', () => {
    const head = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('#EXTM3U\n', 'utf16le')]);
    expect(codeFor([...head])).toBe('points-elsewhere');
  });

  it.each([
    ['<svg xmlns="http://www.w3.org/2000/svg">', 'not-a-video'],
    ['<?xml version="1.0"?><!-- x --><svg width="1">', 'not-a-video'],
    ['<!DOCTYPE html><html>', 'not-a-video'],
    ['%PDF-1.7 ', 'not-a-video'],
    ['PK\u0003\u0004rest', 'not-a-video'],
  ])('of something else are named: %j', (head, code) => {
    expect(codeFor(head)).toBe(code);
  });

  it.each([
    [[0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70]],
    [[0, 0, 1, 0xba, 0x44, 0, 4, 0]],
    [[0x47, 0x40, 0x11, 0x10, 0]],
    [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    [[]],
  ])('of a video or a picture pass: %j', (head) => {
    expect(codeFor(head)).toBe('fine');
  });

  it('of a movie that merely speaks of playlists pass', () => {
    const movie = [0, 0, 0, 24, ...Buffer.from('ftypisom'), 0, 0, 2, 0, ...Buffer.from('#EXTM3U <MPD <svg ')];
    expect(codeFor(movie)).toBe('fine');
  });

  it('tell a movie that lost its end from something named .mov', () => {
    expect(startsLikeMovie(Uint8Array.from([0, 0, 0, 24, ...Buffer.from('ftyp')]))).toBe(true);
    expect(startsLikeMovie(Buffer.from('PK\u0003\u0004abcd'))).toBe(false);
  });
});
