/**
 * The one decode of an analysis: every frame as narrow luma with all its lines, and beside it pictures of full size where somebody wants them.
 *
 * Narrow means 180 wide: a box of 4 samples damps the colour subcarrier (a period of 3.77 samples) by 25 dB, so that dot crawl does not look like
 * motion. Lines are never scaled, or the evidence would be gone. The range is pinned, because ffmpeg 5.1 and 7.0 stretch differently.
 */
import { type Clip, uprightSize } from '../../model/clip';
import { WorkbenchError } from '../../model/errors';
import type { Span } from '../../model/time';
import type { OpenClip } from '../clips/catalog';
import { errorIfGone } from '../clips/gone';
import { createCommand } from '../ffmpeg/command';
import { errorFromFailure } from '../ffmpeg/failure';
import { startFfmpeg } from '../ffmpeg/run';
import { sourceInput } from '../ffmpeg/source';
import type { Tools } from '../ffmpeg/tools';
import { chunksOf } from './chunks';
import type { FullPictures } from './looks';

const NARROW_WIDTH = 180;

export interface NarrowFrame {
  /** Counted from the start of the span. */
  number: number;
  width: number;
  height: number;
  /** 8 bits in the clip's own codes, line by line. */
  luma: Uint8Array;
}

export interface Pass {
  span: Span;
  /** False stands for the whole clip, which is then read to wherever it ends. */
  isPart: boolean;
  signal: AbortSignal;
  take(frame: NarrowFrame): void;
  fullPictures: FullPictures | null;
}

/** Decodes the span once and hands out its frames in order. Throws 'cancelled', and what ffmpeg's failure means where not one frame came. */
export async function readFrames(open: OpenClip, tools: Pick<Tools, 'ffmpeg'>, pass: Pass): Promise<void> {
  const { signal, fullPictures } = pass;
  const purpose = 'looking at every frame';
  const command = createCommand().input(sourceInput(open.source));
  const size = narrowSize(open.clip);
  const narrow = `scale=${size.width}:${size.height}:flags=area:in_range=full:out_range=full,format=gray`;
  command.pipeOutput(1, output(open.clip, pass, narrow));
  if (fullPictures) command.pipeOutput(3, output(open.clip, pass, fullPictures.filters));
  const extraPipes = fullPictures ? 1 : 0;
  const running = startFfmpeg(tools, command.args(), {
    ...{ purpose, stdin: 'none', extraPipes, signal, isRaw: true, lowPriority: true },
  });
  let count = 0;
  const takeFrames = chunksOf(size.width * size.height, (luma) => {
    pass.take({ number: count++, ...size, luma });
  });
  running.readBytes((bytes) => {
    takeFrames(bytes);
    return true;
  });
  running.stdout.resume();
  const full = running.extra[0];
  if (fullPictures && full) {
    const takeFull = chunksOf(fullPictures.pictureBytes, (picture) => fullPictures.take(picture));
    full.on('data', (bytes: Buffer) => takeFull(bytes));
  }
  const ended = [running.stdout, ...running.extra].map(whenClosed);
  const { code, tail } = await running.exit;
  await Promise.all(ended);
  if (signal.aborted) throw new WorkbenchError('cancelled', `The analysis was cancelled: ${open.clip.path}`);
  if (count === 0)
    throw (
      (await errorIfGone(open)) ??
      errorFromFailure({ exitCode: code, tail, purpose, writesFile: false, opens: open.clip.path })
    );
}

/** Width and height of the narrow luma. */
export function narrowSize(clip: Pick<Clip, 'codedSize' | 'rotation'>): { width: number; height: number } {
  const { width, height } = uprightSize(clip);
  return { width: Math.min(NARROW_WIDTH, width), height };
}

/** The n-th picture that comes out is the n-th of the span: passthrough neither drops nor repeats any. */
function output(clip: Clip, { span, isPart }: Pass, filters: string): string[] {
  const trim = isPart ? `trim=start_frame=${span.from}:end_frame=${span.to},` : '';
  const raw = ['-fps_mode', 'passthrough', '-c:v', 'rawvideo', '-f', 'rawvideo'];
  return ['-map', `0:${clip.videoStream}`, '-vf', `${trim}${filters}`, ...raw];
}

function whenClosed(pipe: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve) => {
    pipe.once('end', resolve);
    pipe.once('close', resolve);
  });
}
