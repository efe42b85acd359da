/** Lines of text from a pipe, one at a time. */
import type { Readable } from 'node:stream';

/** Calls `take` for every line (without its end); resolves when the pipe has ended or broken. */
export function forEachLine(pipe: Readable, take: (line: string) => void): Promise<void> {
  let rest = '';
  pipe.setEncoding('utf8');
  pipe.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
  return new Promise((resolve) => {
    const end = (): void => {
      if (rest) take(rest);
      rest = '';
      resolve();
    };
    pipe.once('end', end);
    pipe.once('close', end);
    pipe.once('error', () => resolve());
  });
}
