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

/** First match wins: causes stand before what follows from them. */
const RULES: readonly Rule[] = [
  {
    pattern: /No space left on device|Disk quota exceeded/i,
    code: 'disk-full',
    detail: 'There is no room left to write to',
    hint: 'Free some space or choose another disk, then start again.',
  },
  {
    pattern: /not on whitelist|Unsafe file name|is not in allowed_(segment_)?extensions/i,
    code: 'points-elsewhere',
    detail: 'The file is a playlist or script that makes ffmpeg open other files or addresses',
    hint: 'Open the video file itself.',
  },
  {
    pattern: /already exists\. Exiting|File '.*' already exists/i,
    code: 'output-exists',
    detail: 'A file of this name exists already and was left alone',
    hint: 'Choose another name, or allow overwriting.',
  },
  {
    pattern: /encryption info|decryption key|Incorrect (key|AES)|DRM|CSS-protected|is encrypted/i,
    code: 'encrypted',
    detail: 'The pictures are encrypted and ffmpeg has no key',
    hint: 'Make a decrypted copy with the software that belongs to the disc or service.',
  },
  {
    pattern: /(Decoder|decoder|Decoding requested, but no decoder) .*not found|codec none|no decoder found/i,
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
    pattern:
      /Picture size \d+x\d+ is invalid|Invalid (image|frame) size|exceeds.*max_pixels|Cannot allocate memory/i,
    code: 'picture-too-large',
    detail: 'The pictures are larger than can be decoded',
    hint: 'Check whether the file is damaged.',
  },
  {
    pattern: /moov atom not found|partial file|Truncat|End of file|Invalid data found|corrupt/i,
    code: 'file-damaged',
    detail: 'The data is damaged or cut off',
    hint: 'Copy the file again from its source.',
  },
];

/** What a failed output says; only looked for where the command writes a file. */
const OUTPUT_RULE =
  /(Permission denied|Read-only file system|No such file or directory|Is a directory|Not a directory|File name too long)/i;

export interface Failure {
  exitCode: number | null;
  /** Last lines of stderr. */
  tail: string;
  /** What was being done, as "decoding the pictures". */
  purpose: string;
  /** True where the command writes a file: then a refused open means the output. */
  writesFile: boolean;
}

export function errorFromFailure({ exitCode, tail, purpose, writesFile }: Failure): WorkbenchError {
  const said = lastLine(tail);
  const rule = RULES.find(({ pattern }) => pattern.test(tail));
  const refused = OUTPUT_RULE.exec(tail);
  if (refused && rule?.code !== 'disk-full') return errorFromRefusal(writesFile, said);
  if (rule) return new WorkbenchError(rule.code, `${rule.detail} (ffmpeg says: ${said}).`, rule.hint);
  const how = exitCode === null ? 'was stopped by the system' : `ended with exit code ${exitCode}`;
  const words = said === '' ? '' : `: ${said}`;
  return new WorkbenchError(
    'ffmpeg-failed',
    `While ${purpose} ffmpeg ${how}${words}.`,
    'See the recent commands.',
  );
}

/** The program itself could not be started. */
export function errorFromSpawn(error: NodeJS.ErrnoException, program: string): WorkbenchError {
  if (error.code === 'ENOENT' || error.code === 'EACCES') {
    const why = error.code === 'ENOENT' ? 'is not there' : 'may not be run';
    return new WorkbenchError('ffmpeg-missing', `The program ${why}: ${program}`, INSTALL_HINT, {
      cause: error,
    });
  }
  return new WorkbenchError(
    'ffmpeg-failed',
    `The program could not be started (${error.message}): ${program}`,
    '',
    {
      cause: error,
    },
  );
}

export const INSTALL_HINT =
  'Install ffmpeg (on Debian and Ubuntu: apt install ffmpeg; macOS: brew install ffmpeg; Windows: winget install ffmpeg), or set FFMPEG_PATH to its place.';

function errorFromRefusal(writesFile: boolean, said: string): WorkbenchError {
  return writesFile
    ? new WorkbenchError(
        'output-unwritable',
        `The output cannot be written (ffmpeg says: ${said}).`,
        'Choose another folder.',
      )
    : new WorkbenchError(
        'file-unreadable',
        `The file cannot be read (ffmpeg says: ${said}).`,
        'Check that it is still there and may be read.',
      );
}

/** The last line that is more than an address, without the "[mov @ 0x55…]" in front. */
function lastLine(tail: string): string {
  const lines = tail.split('\n').map((line) => line.replace(/^(\[[^\]]* @ 0x[0-9a-f]+\] ?)+/i, '').trim());
  return (lines.filter((line) => line !== '').at(-1) ?? '').replace(/\.$/, '').slice(0, 300);
}
