/**
 * The door to pictures: source frames and variants by number, and runs of them for playing.
 *
 * Everything that is handed out singly is a copy; what a stream yields is valid only until the next picture is asked for.
 */
import type { Picture } from '../../model/picture';
import type { OpenClip } from '../clips/catalog';
import { prepareOutlets } from '../ffmpeg/outlets';
import type { Tools } from '../ffmpeg/tools';
import type { WorkedPlan } from '../recipes/plan';
import { PictureCache, type Slot } from './cache';
import { DecoderPool } from './decoders';
import { sourceHeader, variantHeader } from './headers';
import { SourceReader } from './sourceReader';
import { VariantReader, variantKey } from './variantReader';

export interface PictureSpan {
  from: number;
  to: number;
  step: number;
}

export interface Pictures {
  /** Throws frame-out-of-range, file-damaged, cancelled, or what ffmpeg says. */
  readSource(open: OpenClip, frame: number, signal?: AbortSignal, isFresh?: boolean): Promise<ReadPicture>;
  /** A picture of the variant: by its own number, or the one that shows a source frame. */
  readVariant(open: OpenClip, plan: WorkedPlan, at: PictureAt, signal?: AbortSignal): Promise<ReadPicture>;
  /** Pictures that show the source frames of a span, in order, as fast as they are taken. Ends early where the clip ends. */
  stream(
    open: OpenClip,
    plan: WorkedPlan | null,
    span: PictureSpan,
    signal?: AbortSignal,
  ): AsyncIterable<Picture>;
  close(): Promise<void>;
}

export interface ReadPicture extends Picture {
  /** True where nothing had to be decoded or filtered for it: it came from memory. */
  wasKept: boolean;
}

export interface PictureAt {
  frame: number;
  clock: 'source' | 'variant';
  /** It is made anew, though it may lie in memory. */
  isFresh?: boolean;
}

/** A picture in the cache, pinned until it is released. */
interface Lent {
  picture: Picture;
  slot: Slot;
  wasKept: boolean;
}

/** Variants of which processes may be alive: the two on screen. */
const ALIVE_VARIANTS = 2;
/** Variants that are remembered (what was dropped where), alive or not. */
const KNOWN_VARIANTS = 32;

export function createPictures(tools: Tools, { cacheBytes }: { cacheBytes: number }): Pictures {
  prepareOutlets();
  const cache = new PictureCache(cacheBytes);
  const context = { tools, cache, pool: new DecoderPool(tools) };
  const readers = new Readers(context);

  const lend = async (
    open: OpenClip,
    plan: WorkedPlan | null,
    at: PictureAt,
    signal?: AbortSignal,
  ): Promise<Lent> => {
    const source = readers.sourceOf(open);
    if (plan === null || plan.graph === '') {
      if (at.isFresh) source.forget(at.frame);
      const wasKept = source.has(at.frame);
      const slot = await source.read(at.frame, signal);
      const header = sourceHeader(open, source.format, at.frame, plan);
      return { slot, picture: { header, planes: slot.bytes }, wasKept };
    }
    const variant = readers.variantOf(open, source, plan);
    const { taken } = variant;
    const frame = at.clock === 'variant' ? at.frame : await variant.pictureOfFrame(at.frame, signal);
    if (at.isFresh) variant.forget(frame);
    // Finding the frame may have made the picture.
    const wasKept = variant.taken === taken && variant.has(frame);
    const slot = await variant.read(frame, signal);
    try {
      const sourceFrame = await variant.frameOfPicture(frame, signal);
      const header = variantHeader(open, variant.format, plan, { frame, sourceFrame });
      return { slot, picture: { header, planes: slot.bytes }, wasKept };
    } catch (error) {
      cache.release(slot);
      throw error;
    }
  };
  const read = async (open: OpenClip, plan: WorkedPlan | null, at: PictureAt, signal?: AbortSignal) => {
    const { slot, picture, wasKept } = await lend(open, plan, at, signal);
    const planes = new Uint8Array(slot.bytes);
    cache.release(slot);
    return { header: picture.header, planes, wasKept };
  };

  return {
    readSource: (open, frame, signal, isFresh) =>
      read(open, null, { frame, clock: 'source', isFresh }, signal),
    readVariant: read,
    async *stream(open, plan, { from, to, step }, signal) {
      const known =
        open.index?.access.kind === 'indexing' ? Number.POSITIVE_INFINITY : open.index?.table.count;
      for (let frame = from; frame < Math.min(to, known ?? to); frame += step) {
        const { slot, picture } = await lend(open, plan, { frame, clock: 'source' }, signal);
        try {
          yield picture;
        } finally {
          cache.release(slot);
        }
      }
    },
    close: async () => {
      readers.close();
      context.pool.close();
      cache.clear();
    },
  };
}

/** The readers that are in use, by clip and by variant. */
class Readers {
  private readonly sources = new Map<string, SourceReader>();
  /** The one used last stands last. */
  private readonly variants = new Map<string, { variant: VariantReader; source: SourceReader }>();

  constructor(private readonly context: ConstructorParameters<typeof SourceReader>[0]) {}

  sourceOf(open: OpenClip): SourceReader {
    const known = this.sources.get(open.clip.id);
    if (known && known.generation === (open.index?.generation ?? 0) && known.serves(open)) return known;
    if (known) this.closeSource(known);
    const made = new SourceReader(this.context, open);
    this.sources.set(open.clip.id, made);
    return made;
  }

  variantOf(open: OpenClip, source: SourceReader, plan: WorkedPlan): VariantReader {
    const key = `${open.clip.id}/${variantKey(plan)}`;
    const known = this.variants.get(key) ?? {
      variant: new VariantReader(this.context, open, source, plan),
      source,
    };
    this.variants.delete(key);
    this.variants.set(key, known);
    this.restOld();
    return known.variant;
  }

  close(): void {
    for (const source of this.sources.values()) this.closeSource(source);
    this.sources.clear();
  }

  /** Processes of variants that are no longer looked at are ended; those of the last ones stay for the next step. */
  private restOld(): void {
    const all = [...this.variants];
    for (const [key, { variant }] of all.slice(0, -ALIVE_VARIANTS)) {
      if (variant.isBusy) continue;
      variant.closeRuns();
      if (this.variants.size > KNOWN_VARIANTS) this.variants.delete(key);
    }
  }

  private closeSource(source: SourceReader): void {
    for (const [key, known] of this.variants) {
      if (known.source !== source) continue;
      known.variant.close();
      this.variants.delete(key);
    }
    source.close();
  }
}
