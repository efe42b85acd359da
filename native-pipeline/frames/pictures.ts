/**
 * The door to pictures: source frames and variants by number, and runs of them for playing.
 *
 * Everything that is handed out singly is a copy; what a stream yields is valid until the next one is asked for.
 */
import { uprightAspect } from '../../model/clip';
import type { Picture, PictureHeader } from '../../model/picture';
import type { OpenClip } from '../clips/catalog';
import type { Tools } from '../ffmpeg/tools';
import { PictureCache, type Slot } from './cache';
import { DecoderPool } from './decoders';
import { SourceReader } from './sourceReader';

export interface Pictures {
  readSource(open: OpenClip, frame: number, signal?: AbortSignal): Promise<Picture>;
  close(): Promise<void>;
}

export function createPictures(tools: Tools, { cacheBytes }: { cacheBytes: number }): Pictures {
  const cache = new PictureCache(cacheBytes);
  const pool = new DecoderPool(tools);
  const context = { tools, cache, pool };
  const sources = new Map<string, SourceReader>();
  const sourceOf = (open: OpenClip): SourceReader => {
    const known = sources.get(open.clip.id);
    if (known && known.generation === (open.index?.generation ?? 0)) return known;
    known?.close();
    const made = new SourceReader(context, open);
    sources.set(open.clip.id, made);
    return made;
  };
  return {
    async readSource(open, frame, signal) {
      const reader = sourceOf(open);
      const slot = await reader.read(frame, signal);
      return copied(cache, slot, sourceHeader(open, reader, frame));
    },
    async close() {
      for (const reader of sources.values()) reader.close();
      sources.clear();
      pool.close();
      cache.clear();
    },
  };
}

function copied(cache: PictureCache, slot: Slot, header: PictureHeader): Picture {
  const planes = new Uint8Array(slot.bytes);
  cache.release(slot);
  return { header, planes };
}

function sourceHeader({ clip, index }: OpenClip, { format }: SourceReader, frame: number): PictureHeader {
  const { colour } = clip;
  return {
    ...format.size,
    ...format.layout,
    clipId: clip.id,
    frame,
    sourceFrame: frame,
    timeSecs: index?.table.secsAt(frame) ?? (frame * clip.rate.d) / clip.rate.n,
    pictureType: index?.table.typeAt(frame) ?? null,
    sampleAspect: uprightAspect(clip),
    matrix: colour.matrix.value,
    range: colour.range.value,
    siting: colour.siting.value,
    primaries: colour.primaries.value,
    transfer: colour.transfer.value,
    chromaFields: null,
  };
}
