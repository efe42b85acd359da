/**
 * Says in a person's words why ffmpeg gave up: the only place that reads its messages.
 *
 * Success is told by the exit code alone; the text is read only after a failure, to find the code that fits.
 */
import { type ErrorCode, WorkbenchError } from '../../model/errors';

interface Rule {
  pattern: RegExp;
  code: ErrorCode;
  detail: string;
  hint: string;
}

/** Demuxers that were refused because they open other files or addresses; any other refused one is simply no video. */
const POINTING =
  /^(applehttp|hls|dash|webm_dash_manifest|concat|imf|sdp|rtsp|rtp|sap|smooth|avisynth|vapoursynth)$/;

const EXISTING = /already exists\. Exiting/i;

/** First match wins: causes stand before what follows from them. */
const RULES: readonly Rule[] = [
  {
    pattern: /No space left on device|Disk quota exceeded/i,
    code: 'disk-full',
    detail: 'There is no room left to write to',
    hint: 'Free some space or choose another disk, then start again.',
  },
  {
    pattern:
      /Protocol '[^']*' not on whitelist|Unsafe file name|allowed_(segment_)?extensions|blocked for security/i,
    code: 'points-elsewhere',
    detail: 'The file makes ffmpeg open other files or addresses',
    hint: 'Open the video file itself.',
  },
  {
    pattern: EXISTING,
    code: 'output-exists',
    detail: 'A file of this name exists already and was left alone',
    hint: 'Choose another name, or allow overwriting.',
  },
  {
    pattern: /encryption info|decryption key|Incorrect (key|AES)|is encrypted/i,
    code: 'encrypted',
    detail: 'The pictures are encrypted and there is no key',
    hint: 'Make a decrypted copy with the software that belongs to the disc or service.',
  },
  {
    pattern: /Decoder .*not found|no decoder found|codec none/i,
    code: 'codec-missing',
    detail: 'This ffmpeg build has no decoder for the video',
    hint: 'Choose a fuller ffmpeg build in the settings or by FFMPEG_PATH.',
  },
  {
    pattern: /Unknown encoder|Encoder .*not found|Automatic encoder selection failed/i,
    code: 'capability-missing',
    detail: 'This ffmpeg build lacks the encoder',
    hint: 'Choose another codec, or a fuller ffmpeg build.',
  },
  {
    pattern: /No such filter|Unknown filter/i,
    code: 'capability-missing',
    detail: 'This ffmpeg build lacks a filter that the recipe uses',
    hint: 'Take the step out, or choose a fuller ffmpeg build.',
  },
  {
    pattern: /Picture size [1-9]\d*x\d+ (is invalid|exceeds)|Cannot allocate memory/i,
    code: 'picture-too-large',
    detail: 'The pictures are larger than can be decoded',
    hint: 'Check whether the file is damaged.',
  },
  {
    pattern: /moov atom not found/i,
    code: 'file-damaged',
    detail: 'The table of contents (moov) is missing: the file was cut off while it was recorded or copied',
    hint: 'Copy it again from its source, or mend it with a recovery tool.',
  },
];

/** A file larger than FAT holds (4 GiB), or than the account may write: the system says so by a signal then. */
const TOO_LARGE: Rule = {
  pattern: /File too large/i,
  code: 'output-unwritable',
  detail: 'The file became larger than this disk or account allows',
  hint: 'Choose a disk that takes larger files (FAT ends at 4 GiB), raise the limit (ulimit -f), or render a shorter span.',
};

/** The file that is read is no video to ffmpeg; looked for after the causes above. */
const UNKNOWN_FORMAT: Rule = {
  pattern: /Invalid data found|Invalid argument|header parsing failed|Format .*detected only with low score/i,
  code: 'not-a-video',
  detail: 'ffmpeg finds no video format in this file that it knows',
  hint: 'Check whether it plays elsewhere; it may be damaged or of another kind than its name says.',
};
const DAMAGED: Rule = {
  pattern: /partial file|Truncat|End of file|Invalid data found|corrupt/i,
  code: 'file-damaged',
  detail: 'The data is damaged or cut off',
  hint: 'Copy the file again from its source.',
};

const REFUSED =
  /(Permission denied|Read-only file system|No such file or directory|Is a directory|Not a directory|File name too long)/i;
const REFUSED_DEMUXER = /\[([\w,]+) @ [^\]]*\] Format not on whitelist/;

export interface Failure {
  exitCode: number | null;
  /** The signal that ended the program, as 'SIGKILL'; null or left out where it ended by itself. */
  endedBy?: string | null;
  /** Last lines of stderr. */
  tail: string;
  /** What was being done, as "decoding the pictures". */
  purpose: string;
  /** True where the command writes a file: then a refused path means the output. */
  writesFile: boolean;
  /** The file that was being opened for the first time; named at the end of the sentence. */
  opens?: string;
}

export function errorFromFailure(failure: Failure): WorkbenchError {
  const { tail, opens, writesFile, endedBy } = failure;
  const demuxer = REFUSED_DEMUXER.exec(tail)?.[1];
  if (demuxer) return errorFromDemuxer(demuxer, opens);
  const isTooLarge = writesFile && (endedBy === 'SIGXFSZ' || TOO_LARGE.pattern.test(tail));
  if (isTooLarge) return new WorkbenchError(TOO_LARGE.code, `${TOO_LARGE.detail}.`, TOO_LARGE.hint);
  const rules = [...RULES, opens === undefined ? DAMAGED : UNKNOWN_FORMAT];
  const rule = rules.find(({ pattern }) => pattern.test(tail));
  const said = lastLine(tail);
  const isRefused = REFUSED.test(tail) && rule?.code !== 'disk-full' && rule?.code !== 'output-exists';
  if (isRefused) return errorFromRefusal(writesFile, said, opens);
  if (rule) return new WorkbenchError(rule.code, sentence(rule.detail, opens ? '' : said, opens), rule.hint);
  return errorFromUnknown(failure, said);
}

/** True where ffmpeg left an existing file alone. ffmpeg 7 calls that a success: its exit code is 0. */
export function hasLeftExisting(tail: string): boolean {
  return EXISTING.test(tail);
}

/** True where ffmpeg could not end the file it wrote, as on a full disk. ffmpeg 5.1 calls that a success: its exit code is 0. */
export function hasLeftUnfinished(tail: string): boolean {
  return /Error (writing trailer|closing file)/.test(tail);
}

/** The demuxer that ffmpeg would have chosen by itself and was not allowed to, or null. */
export function refusedDemuxer(error: unknown): string | null {
  const cause = error instanceof WorkbenchError ? error.cause : null;
  return cause instanceof RefusedDemuxer ? cause.demuxer : null;
}

/** The size that a decoder refused to make room for, as "32768x32768"; null where it said nothing of the kind. */
export function refusedPictureSize(tail: string): string | null {
  return /Picture size ([1-9]\d*x[1-9]\d*) (?:is invalid|exceeds)/.exec(tail)?.[1] ?? null;
}

class RefusedDemuxer extends Error {
  constructor(readonly demuxer: string) {
    super(`The demuxer ${demuxer} is not allowed`);
  }
}

function errorFromDemuxer(demuxer: string, opens: string | undefined): WorkbenchError {
  const options = { cause: new RefusedDemuxer(demuxer) };
  if (!POINTING.test(demuxer)) {
    const detail = sentence(`This is no video (ffmpeg takes it for ${demuxer})`, '', opens);
    return new WorkbenchError('not-a-video', detail, 'Open the video file itself.', options);
  }
  const detail = `This is a playlist or script (${demuxer}); it would make ffmpeg open other files or addresses`;
  return new WorkbenchError(
    'points-elsewhere',
    sentence(detail, '', opens),
    'Open the video file itself.',
    options,
  );
}

/** The program itself could not be started. */
export function errorFromSpawn(error: NodeJS.ErrnoException, program: string): WorkbenchError {
  const options = { cause: error };
  if (error.code === 'ENOENT' || error.code === 'EACCES') {
    const why = error.code === 'ENOENT' ? 'is not there' : 'may not be run';
    return new WorkbenchError('ffmpeg-missing', `The program ${why}: ${program}`, INSTALL_HINT, options);
  }
  const detail = `The program could not be started (${error.message}): ${program}`;
  return new WorkbenchError('ffmpeg-failed', detail, 'Close other programs and try again.', options);
}

export const INSTALL_HINT =
  'Install ffmpeg (Debian, Ubuntu: apt install ffmpeg; macOS: brew install ffmpeg; Windows: winget install ffmpeg), or name one by FFMPEG_PATH.';

function errorFromRefusal(writesFile: boolean, said: string, opens: string | undefined): WorkbenchError {
  if (!writesFile && opens !== undefined && /No such file or directory/i.test(said))
    return new WorkbenchError(
      'file-missing',
      `There is no such file any more: ${opens}`,
      'Check whether it was moved or renamed.',
    );
  return writesFile
    ? new WorkbenchError(
        'output-unwritable',
        sentence('The output cannot be written', said),
        'Choose another folder.',
      )
    : new WorkbenchError(
        'file-unreadable',
        sentence('The file cannot be read', said, opens),
        'Check that it is still there and may be read.',
      );
}

function errorFromUnknown({ exitCode, endedBy, purpose, opens }: Failure, said: string): WorkbenchError {
  const by = endedBy ? ` (${endedBy})` : '';
  const how =
    exitCode === null ? `crashed or was stopped by the system${by}` : `ended with exit code ${exitCode}`;
  const detail = sentence(`While ${purpose} the program ${how}`, said, opens);
  return new WorkbenchError('ffmpeg-failed', detail, 'The list of recent commands shows what was run.');
}

function sentence(what: string, said: string, path?: string): string {
  const because = said === '' ? what : `${what} (ffmpeg says: ${said})`;
  return path === undefined ? `${because}.` : `${because}: ${path}`;
}

/** The last line that is more than an address, without the "[mov @ 0x55…]" in front. */
function lastLine(tail: string): string {
  const lines = tail.split('\n').map((line) => line.replace(/^(\[[^\]]* @ 0x[0-9a-f]+\] ?)+/i, '').trim());
  return (lines.filter((line) => line !== '').at(-1) ?? '').replace(/\.$/, '').slice(0, 300);
}
