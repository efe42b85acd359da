/**
 * What can go wrong because of the user, the file or the machine: one class, one table.
 *
 * Expected errors carry a code; anything else that is thrown is a bug. Cancelled work is neither shown nor logged.
 */

/** Code -> HTTP status and title. The status numbers live here and nowhere else. */
export const ERROR_CODES = {
  'bad-request': { status: 400, title: 'The request could not be understood' },
  'not-allowed': { status: 403, title: 'This is not allowed here' },
  'no-token': { status: 403, title: 'This page has no key to the workbench' },
  'too-large': { status: 413, title: 'That is too much at once' },
  'port-taken': { status: 503, title: 'The port is not free' },
  'not-found': { status: 404, title: 'Nothing is known under this address' },
  'file-missing': { status: 404, title: 'The file is not there' },
  'file-unreadable': { status: 422, title: 'The file cannot be read' },
  'file-empty': { status: 422, title: 'The file is empty' },
  'not-a-video': { status: 422, title: 'This is not a file that ffmpeg can open' },
  'no-video': { status: 422, title: 'There is no video in this file' },
  'codec-missing': { status: 422, title: 'This ffmpeg build lacks a codec' },
  'capability-missing': { status: 422, title: 'This ffmpeg build cannot do that' },
  'points-elsewhere': { status: 422, title: 'The file points at other files or addresses' },
  encrypted: { status: 422, title: 'The file is encrypted' },
  'file-damaged': { status: 422, title: 'The file is damaged' },
  'picture-too-large': { status: 422, title: 'The picture is too large' },
  'frame-out-of-range': { status: 416, title: 'There is no such frame' },
  'recipe-unfit': { status: 422, title: 'The recipe does not fit this clip' },
  'recipe-invalid': { status: 400, title: 'This is not a valid recipe' },
  'sizes-differ': { status: 422, title: 'The two pictures differ in size' },
  'output-exists': { status: 409, title: 'The output file exists already' },
  'output-busy': { status: 409, title: 'This file is being written already' },
  'render-interrupted': { status: 409, title: 'An interrupted render of this is there' },
  'render-other': { status: 409, title: 'An interrupted render of another order is there' },
  'render-changed': { status: 409, title: 'The interrupted render cannot be continued' },
  'ending-unknown': { status: 400, title: 'The name of the file tells no kind of file' },
  'container-unfit': { status: 422, title: 'This kind of file does not hold the codec' },
  'output-unwritable': { status: 422, title: 'The output cannot be written' },
  'disk-full': { status: 507, title: 'The disk is full' },
  'ffmpeg-missing': { status: 503, title: 'No ffmpeg was found' },
  'ffmpeg-failed': { status: 500, title: 'ffmpeg gave up' },
  'not-built': { status: 503, title: 'The window is not built yet' },
  'electron-missing': { status: 503, title: "Electron's binary is not installed" },
  cancelled: { status: 409, title: 'Cancelled' },
  // Everyday life of a scrub, not a failure: browsers would write each one on their console from 400 on. See isProblemReply.
  superseded: { status: 202, title: 'Replaced by a newer request' },
  'engine-away': { status: 503, title: 'The engine does not answer' },
  internal: { status: 500, title: 'Something in the workbench broke' },
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** How an error travels: as JSON on the wire, in the sidecar of a failed job, on stderr of the command line. */
export interface Problem {
  code: ErrorCode;
  title: string;
  /** What happened, in one sentence; a path comes last. */
  detail: string;
  /** What to try. Empty where nothing helps. */
  hint: string;
}

export class WorkbenchError extends Error {
  override readonly name = 'WorkbenchError';
  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    readonly hint = '',
    options?: { cause?: unknown },
  ) {
    super(`${ERROR_CODES[code].title}: ${detail}`, options);
  }
}

/** What browsers say of a request whose other end is gone, while asking and while reading (Chromium, Firefox, Safari). */
const AWAY = /^(Failed to fetch|network error|NetworkError|Error in input stream|Load failed)/i;

export function problemFromError(error: unknown): Problem {
  if (error instanceof WorkbenchError) {
    return { code: error.code, title: ERROR_CODES[error.code].title, detail: error.detail, hint: error.hint };
  }
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof TypeError && AWAY.test(detail)) {
    const { title } = ERROR_CODES['engine-away'];
    return { code: 'engine-away', title, detail: 'The connection was broken.', hint: 'Try again.' };
  }
  return {
    code: 'internal',
    title: ERROR_CODES.internal.title,
    detail,
    hint: 'Copy the report and send it to us.',
  };
}

export function errorFromProblem(problem: Problem): WorkbenchError {
  const code = problem.code in ERROR_CODES ? problem.code : 'internal';
  return new WorkbenchError(code, problem.detail, problem.hint);
}

/** RFC 9457's type: what tells a problem apart from a reply, whatever its status. */
export const PROBLEM_TYPE = 'application/problem+json';

export function isProblemReply({ ok, headers }: Pick<Response, 'ok' | 'headers'>): boolean {
  return !ok || (headers.get('content-type') ?? '').startsWith(PROBLEM_TYPE);
}

export function statusOf(problem: Problem): number {
  return ERROR_CODES[problem.code].status;
}

/** True for work that nobody waits for any more: neither shown nor logged. */
export function isCancelled(error: unknown): boolean {
  return error instanceof WorkbenchError && (error.code === 'cancelled' || error.code === 'superseded');
}
