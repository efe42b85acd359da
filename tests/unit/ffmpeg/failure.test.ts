import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../model/errors';
import {
  errorFromFailure,
  errorFromSpawn,
  refusedDemuxer,
  refusedPictureSize,
} from '../../../native-pipeline/ffmpeg/failure';

const failed = { exitCode: 1, purpose: 'writing the movie', writesFile: false };
const codeOf = (tail: string, more: object = {}) => errorFromFailure({ ...failed, tail, ...more }).code;

describe('a failure of ffmpeg', () => {
  it.each([
    ['[mkv @ 0x1] Error: No space left on device', 'disk-full'],
    ["[http @ 0x1] Protocol 'http' not on whitelist 'file'!", 'points-elsewhere'],
    ["File 'file:/a/b.mkv' already exists. Exiting.", 'output-exists'],
    ['[mov @ 0x1] hit EOF while reading sub-sample encryption info', 'encrypted'],
    ['Decoder (codec none) not found for input stream #0:0', 'codec-missing'],
    ["Unknown encoder 'libx265'", 'capability-missing'],
    ["No such filter: 'nnedi'", 'capability-missing'],
    ['[IMGUTILS @ 0x1] Picture size 32768x32768 is invalid', 'picture-too-large'],
    ['[mov,mp4 @ 0x1] moov atom not found', 'file-damaged'],
    ['file:x: Invalid data found when processing input', 'file-damaged'],
    ['something nobody has seen before', 'ffmpeg-failed'],
  ])('"%s" is told as %s', (tail, code) => {
    expect(codeOf(tail)).toBe(code);
  });

  it('is no damage but another kind of file where one is opened for the first time', () => {
    expect(codeOf('file:x: Invalid data found when processing input', { opens: '/a/x.mkv' })).toBe(
      'not-a-video',
    );
  });

  it('blames the output where a file was to be written, else the input', () => {
    const tail = 'file:/a/b.mkv: Permission denied';
    expect(codeOf(tail, { writesFile: true })).toBe('output-unwritable');
    expect(codeOf(tail)).toBe('file-unreadable');
  });

  it('is a sentence with the path last, without addresses from memory', () => {
    const tail =
      '[matroska,webm @ 0x55db4165a380] EBML header parsing failed\nfile:/a/x.mkv: Invalid data found\n';
    const { detail } = errorFromFailure({ ...failed, tail, opens: '/a/x.mkv' });
    expect(detail).toMatch(/: \/a\/x\.mkv$/);
    expect(detail).not.toContain('0x55');
  });

  it('says what ffmpeg said where no rule knows better', () => {
    const { detail } = errorFromFailure({ ...failed, tail: '[x @ 0x1a] The moon is full.\n' });
    expect(detail).toBe(
      'While writing the movie the program ended with exit code 1 (ffmpeg says: The moon is full).',
    );
  });

  it('tells an output that became too large from one that is damaged', () => {
    const tail =
      'av_interleaved_write_frame(): File too large\n[out#0] Error writing trailer: Invalid data found';
    const { code, hint } = errorFromFailure({ ...failed, tail, writesFile: true });
    expect([code, hint]).toEqual(['output-unwritable', expect.stringContaining('4 GiB')]);
  });

  it('names a crash a crash', () => {
    const { detail } = errorFromFailure({ ...failed, exitCode: null, endedBy: 'SIGKILL', tail: '' });
    expect(detail).toContain('stopped by the system (SIGKILL)');
    expect(errorFromFailure({ ...failed, exitCode: null, tail: '' }).detail).toContain('crashed');
  });

  it('tells which demuxer was refused, and whether it points elsewhere', () => {
    const hls = errorFromFailure({ ...failed, tail: "[hls @ 0x1] Format not on whitelist 'mov,mpeg'" });
    expect([hls.code, refusedDemuxer(hls)]).toEqual(['points-elsewhere', 'hls']);
    const tty = errorFromFailure({ ...failed, tail: "[tty @ 0x1] Format not on whitelist 'mov,mpeg'" });
    expect([tty.code, refusedDemuxer(tty)]).toEqual(['not-a-video', 'tty']);
    expect(refusedDemuxer(new WorkbenchError('internal', 'x'))).toBeNull();
  });

  it('reads the size that a decoder refused, but not a size of nothing', () => {
    expect(refusedPictureSize('[png @ 0x1] Picture size 32768x32768 is invalid')).toBe('32768x32768');
    expect(refusedPictureSize('Picture size 40000x9000 exceeds specified max pixel count')).toBe(
      '40000x9000',
    );
    expect(refusedPictureSize('[IMGUTILS @ 0x1] Picture size 0x0 is invalid')).toBeNull();
  });

  it('of a missing program says how to get it', () => {
    const error = errorFromSpawn(Object.assign(new Error('spawn'), { code: 'ENOENT' }), '/nowhere/ffmpeg');
    expect(error.code).toBe('ffmpeg-missing');
    expect(error.detail).toMatch(/\/nowhere\/ffmpeg$/);
    expect(error.hint).toContain('apt install ffmpeg');
  });
});
