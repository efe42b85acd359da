/**
 * Runs ffmpeg for the sample makers.
 *
 * Not the engine's runner: the samples must exist before the engine can be tested, so nothing is shared with it.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';

const program = process.env.FFMPEG_PATH ?? 'ffmpeg';

/**
 * Both sides of bit-exactness: without the format flag every container names the build that wrote it.
 * Plain `-flags`, because a stream-specific `-flags:v` would replace the interlace and GOP flags instead of adding.
 */
export const bitexact = ['-fflags', '+bitexact', '-flags', '+bitexact'];

/** Runs ffmpeg to its end and returns what it printed; throws with the last lines of stderr when it fails. */
export function runFfmpeg(args: string[]): string {
  const run = spawnSync(program, ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', ...args], {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`ffmpeg ${args.join(' ')}\n${run.stderr.slice(-2000)}`);
  return run.stdout;
}

export interface FramePipe {
  write(frame: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Starts an encoder that reads raw frames from a pipe; `write` waits when the encoder is slower than the brush. */
export function openFramePipe(args: string[]): FramePipe {
  const child = spawn(program, ['-hide_banner', '-loglevel', 'error', '-y', ...args], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = waitForEnd(child);
  return {
    write: (frame) => writeFrame(child.stdin as Writable, frame),
    close: () => {
      child.stdin?.end();
      return ended;
    },
  };
}

/** Number of pictures a decoder delivers when it reads the whole file once, in order. */
export function countFrames(path: string): number {
  const args = ['-i', path, '-map', '0:v:0', '-fps_mode', 'passthrough', '-f', 'framehash', '-'];
  // A truncated file is one of the samples: its decoder complains, and what it delivers still counts.
  const lines = runFfmpeg(args).split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#')).length;
}

async function writeFrame(stream: Writable, frame: Uint8Array): Promise<void> {
  if (!stream.write(frame)) await once(stream, 'drain');
}

async function waitForEnd(child: ChildProcess): Promise<void> {
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the encoder ended with code ${code}`);
}
