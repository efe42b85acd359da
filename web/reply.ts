/** A reply that breaks in the middle must look broken: the connection is cut, so that nobody takes half a stream for a whole one. */
import type { Writable } from 'node:stream';

/**
 * The same reply; where its body fails, `outgoing` is destroyed. Left alone, @hono/node-server would append the error's text to the body
 * and end it properly.
 */
export function cutWhereBroken(response: Response, outgoing: Writable): Response {
  if (response.body === null) return response;
  const reader = response.body.getReader();
  let isLeft = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(stream) {
        try {
          const { done, value } = await reader.read();
          if (isLeft) return; // the read ended because the page had gone: the stream is closed already
          if (done) stream.close();
          else stream.enqueue(value);
        } catch (error) {
          console.error('A reply broke in the middle:', error);
          outgoing.destroy();
        }
      },
      cancel: (reason) => {
        isLeft = true;
        return reader.cancel(reason);
      },
    },
    // Nothing is read ahead of the page: a stream of pictures must not run on when the page pauses.
    { highWaterMark: 0 },
  );
  const { status, headers } = response;
  return new Response(body, { status, headers });
}
