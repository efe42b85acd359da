/**
 * The engine's door on loopback HTTP: for machines without Electron or without a screen.
 *
 * Bound to 127.0.0.1 and guarded by guard.ts; which files may be read is decided by the engine's `roots`. Holds no routes.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { problemFromError, statusOf, WorkbenchError } from '../model/errors';
import type { Engine } from '../native-pipeline/index';
import { withLimitedBody } from './body';
import { type Rules, refusalOf } from './guard';
import { cutWhereBroken } from './reply';

export interface WebOptions {
  engine: Pick<Engine, 'fetch'>;
  /** 0 or absent: any free one. */
  port?: number;
  /** Absent: a new random one. Given only by tests and the development server. */
  token?: string;
}

export interface WebShell {
  /** With the token in its fragment, which no browser sends anywhere. */
  url: string;
  origin: string;
  token: string;
  /** Ends the running replies too; the engine is the caller's. */
  close(): Promise<void>;
}

/** Throws port-taken where another program listens there. */
export async function serveWeb({ engine, port = 0, token = createToken() }: WebOptions): Promise<WebShell> {
  const rules = { port, token };
  const answer = createAnswer(engine, rules);
  const listener = getRequestListener((request, env) => answer(request, env as HttpBindings), {
    // True would replace the process's global Request and Response.
    overrideGlobalObjects: false,
    // What is no request at all: no host, a broken address.
    errorHandler: (error) => answerProblem(new WorkbenchError('bad-request', String(error))),
  });
  const server = createServer({ maxHeaderSize: MOST_HEADER_BYTES }, listener);
  // An upload may take longer than Node's five minutes for a whole request.
  server.requestTimeout = 0;
  rules.port = await listen(server, port);
  const origin = `http://127.0.0.1:${rules.port}`;
  return { url: `${origin}/#token=${token}`, origin, token, close: () => close(server) };
}

/**
 * A picture's address holds its whole recipe, and a recipe may override 2000 sections of a clip by hand: some 300 kB as a query. Node's own
 * limit of 16 kB would end at a hundred. Browsers take addresses of 2 MB.
 */
const MOST_HEADER_BYTES = 2 ** 20;

function createAnswer(engine: WebOptions['engine'], rules: Rules) {
  return async (request: Request, { outgoing }: Pick<HttpBindings, 'outgoing'>): Promise<Response> => {
    try {
      const { method, url, headers } = request;
      const refusal = refusalOf({ method, url, header: (name) => headers.get(name) }, rules);
      if (refusal) return answerProblem(refusal);
      return cutWhereBroken(await engine.fetch(await withLimitedBody(request)), outgoing);
    } catch (error) {
      return answerProblem(error);
    }
  };
}

/** 256 bits. */
function createToken(): string {
  return randomBytes(32).toString('base64url');
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new WorkbenchError(
          'port-taken',
          `The web shell cannot listen on port ${port}.`,
          'Choose another with --port, or leave it out.',
          { cause },
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function answerProblem(error: unknown): Response {
  const problem = problemFromError(error);
  return Response.json(problem, { status: statusOf(problem) });
}
