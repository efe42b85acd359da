/**
 * Finds where a clip's pictures change their size: ffmpeg scales them all to the first size and does not say so.
 *
 * Costs a second decode, so it is asked only where the whole decode or the bytes have shown that there is a change.
 */
import type { Size } from '../../model/clip';
import { startFfprobe } from '../ffmpeg/run';
import type { ClipSource } from '../ffmpeg/source';
import { sourceInput } from '../ffmpeg/source';
import type { Tools } from '../ffmpeg/tools';
import { forEachLine } from './lines';

export interface SizeChange {
  /** The first frame of another size than frame 0. */
  frame: number;
  /** Stored sizes, before rotation. */
  first: Size;
  next: Size;
}

/** Null where all frames have one size, or where it was cancelled. */
export async function findSizeChange(
  tools: Pick<Tools, 'ffprobe'>,
  source: ClipSource,
  stream: number,
  signal?: AbortSignal,
): Promise<SizeChange | null> {
  const { options, url } = sourceInput(source);
  const listing = ['-show_entries', 'frame=width,height', '-of', 'compact'];
  const running = startFfprobe(tools, [...options, '-select_streams', String(stream), ...listing, url], {
    purpose: 'finding where the picture size changes',
    stdin: 'none',
    lowPriority: true,
    signal,
  });
  const frames = new FrameSizes();
  await forEachLine(running.stdout, (line) => {
    if (frames.change) running.kill();
    else frames.read(line);
  });
  await running.exit;
  return signal?.aborted ? null : frames.change;
}

class FrameSizes {
  change: SizeChange | null = null;
  private first: Size | null = null;
  private count = 0;

  /** Takes a line of ffprobe: "frame|width=320|height=240". */
  read(line: string): void {
    const found = /^frame\|.*?width=(\d+)\|height=(\d+)/.exec(line);
    if (!found) return;
    const size = { width: Number(found[1]), height: Number(found[2]) };
    this.first ??= size;
    if (size.width !== this.first.width || size.height !== this.first.height)
      this.change = { frame: this.count, first: this.first, next: size };
    this.count++;
  }
}

export function sizeChangeText({ frame, first, next }: SizeChange): string {
  const shown = sizeText(first);
  return `The picture size changes from ${shown} to ${sizeText(next)} at frame ${frame}; frames are shown at ${shown}.`;
}

export function sizeText({ width, height }: Size): string {
  return `${width}×${height}`;
}
