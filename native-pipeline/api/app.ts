/**
 * The Hono app: a route for each endpoint of the contract, errors answered in one place, the built page for everything else.
 */
import { Hono } from 'hono';
import type { z } from 'zod';
import type { Contract, EndpointName, ParsedInputOf, ReplyOf } from '../../model/contract';
import { CONTRACT } from '../../model/contract';
import { isCancelled, PROBLEM_TYPE, problemFromError, statusOf, WorkbenchError } from '../../model/errors';
import { createAnalysisHandlers } from './analysis';
import { createClipHandlers } from './clips';
import { createJobHandlers } from './jobs';
import { servePage } from './page';
import { createPictureHandlers } from './pictures';
import type { Rooms } from './rooms';
import { createWorkplaceHandlers } from './workplace';

/** A handler gets the parsed input and the request (its signal, an upload's body) and returns the reply, or throws. */
export type Handlers = {
  [Name in EndpointName]: (input: ParsedInputOf<Name>, request: Request) => Promise<ReplyOf<Name>>;
};

export function createApp(rooms: Rooms): Hono {
  const handlers: Handlers = {
    ...createWorkplaceHandlers(rooms),
    ...createClipHandlers(rooms),
    ...createAnalysisHandlers(rooms),
    ...createPictureHandlers(rooms),
    ...createJobHandlers(rooms),
  };
  const app = new Hono();
  for (const name of Object.keys(CONTRACT) as EndpointName[]) addRoute(app, name, handlers);
  app.get('*', (context) => servePage(rooms.config.pageDir, new URL(context.req.url).pathname));
  app.notFound((context) =>
    answerError(new WorkbenchError('not-found', `Nothing answers ${context.req.path}`)),
  );
  app.onError(answerError);
  return app;
}

function addRoute<Name extends EndpointName>(app: Hono, name: Name, handlers: Handlers): void {
  const endpoint: Contract[Name] = CONTRACT[name];
  app.on(endpoint.method, endpoint.path, async (context) => {
    const input = await readInput(context.req.raw, context.req.param() as Record<string, string>);
    const reply = await handlers[name](
      parseInput(endpoint.input, input) as ParsedInputOf<Name>,
      context.req.raw,
    );
    return reply instanceof Response ? reply : answerJson(reply, 200);
  });
}

/** Path names, then the JSON in `q` (GET) or the body (POST, unless it is an upload's bytes). */
async function readInput(request: Request, names: Record<string, string>): Promise<Record<string, unknown>> {
  const isUpload = request.headers.get('content-type') === 'application/octet-stream';
  const text =
    request.method === 'GET'
      ? new URL(request.url).searchParams.get('q')
      : isUpload
        ? null
        : await request.text();
  try {
    return { ...(text ? (JSON.parse(text) as object) : {}), ...names };
  } catch (cause) {
    throw new WorkbenchError('bad-request', 'The input is not JSON.', '', { cause });
  }
}

function parseInput(schema: z.ZodType, input: unknown): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new WorkbenchError(
    'bad-request',
    `${issue?.path.join('.') || 'The input'}: ${issue?.message ?? 'is not understood'}`,
  );
}

function answerJson(value: unknown, status: number, type = 'application/json'): Response {
  const body = new TextEncoder().encode(JSON.stringify(value));
  const headers = {
    'content-type': type,
    'content-length': String(body.length),
    'cache-control': 'no-store',
  };
  return new Response(body, { status, headers });
}

function answerError(error: unknown): Response {
  const problem = problemFromError(error);
  if (problem.code === 'internal' && !isCancelled(error)) console.error('A bug in the engine:', error);
  return answerJson(problem, statusOf(problem), PROBLEM_TYPE);
}
