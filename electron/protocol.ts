/**
 * Mounts the engine's door on the privileged scheme, so that the page's requests reach it without a socket.
 *
 * Never throws: a throw inside protocol.handle reaches the page as a bare network error. Holds no routes.
 */
import { protocol, type Session } from 'electron';
import { ERROR_CODES, problemFromError, WorkbenchError } from '../model/errors';
import { HOST, ORIGIN, SCHEME } from './origin';

export type Door = (request: Request) => Promise<Response>;

/** Once, in the entry module's own tick: later it throws, and a second call would undo the first. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

export function mountDoor(session: Session, door: Door): void {
  session.protocol.handle(SCHEME, (request) => answer(door, request));
}

async function answer(door: Door, request: Request): Promise<Response> {
  try {
    if (!isAllowed(request)) {
      return answerProblem(new WorkbenchError('not-allowed', 'Only the page of the workbench may ask this.'));
    }
    // Electron's request never aborts; that the page went away shows only as the cancelled reply.
    const controller = new AbortController();
    return withAbort(await door(new Request(request, { signal: controller.signal })), controller);
  } catch (error) {
    console.error('A bug behind the door:', error);
    return answerProblem(error);
  }
}

/**
 * The initiator cannot be forged by a page (no Origin header exists on such schemes). It is absent for what main itself loads: that is the
 * page, never the API. Node's types do not know it yet.
 */
function isAllowed(request: Request & { initiatorOrigin?: string }): boolean {
  const { host, pathname } = new URL(request.url);
  if (host !== HOST) return false;
  if (request.initiatorOrigin !== undefined) return request.initiatorOrigin === ORIGIN;
  // A "%" could spell "api" in a way that the router decodes and this check does not.
  return request.method === 'GET' && !pathname.includes('%') && !/^\/+api(\/|$)/.test(pathname);
}

/** The same reply, but aborting the controller where the page drops the body before its end. */
export function withAbort(response: Response, controller: AbortController): Response {
  if (response.body === null) return response;
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(stream) {
        const { done, value } = await reader.read();
        if (done) stream.close();
        else stream.enqueue(value);
      },
      cancel(reason) {
        controller.abort(reason);
        return reader.cancel(reason);
      },
    },
    // Nothing is read ahead of the page: a stream of pictures must not run on when the page pauses.
    { highWaterMark: 0 },
  );
  const { status, headers } = response;
  return new Response(body, { status, headers });
}

function answerProblem(error: unknown): Response {
  const problem = problemFromError(error);
  return Response.json(problem, { status: ERROR_CODES[problem.code].status });
}
