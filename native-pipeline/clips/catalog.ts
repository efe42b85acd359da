/**
 * The clips that are open. An id is the permission to read that file: nothing but `open` takes a path.
 *
 * Opening answers after one probe; the index is made in the background, and each time it teaches something the clip is replaced by a new object.
 */
import { createHash } from 'node:crypto';
import type { Analysis } from '../../model/analysis';
import type { Clip } from '../../model/clip';
import { isCancelled, WorkbenchError } from '../../model/errors';
import type { ClipSource } from '../ffmpeg/source';
import type { Tools } from '../ffmpeg/tools';
import { type FrameIndex, indexClip } from './frameIndex';
import { type ClipInput, findInput, neighbourNotices, readHead } from './inputs';
import { countPictureFlags, FLAG_BYTES } from './pictureFlags';
import { probe } from './probe';
import { settle } from './settle';
import { settleWithAnalysis } from './settleAnalysis';
import { settleWithIndex } from './settleIndex';

export interface OpenClip {
  /** What is believed now; a new object whenever that changes, so read it anew each time. */
  readonly clip: Clip;
  readonly source: ClipSource;
  /** Null until its first frames are known; may still grow (`clip.access.kind` is 'indexing' then). */
  readonly index: FrameIndex | null;
  /** Settles when the index is made, though not yet confirmed by a whole decode (`index.whenConfirmed`). */
  readonly whenIndexed: Promise<FrameIndex>;
  /** What the pictures show; null until it has been measured. */
  readonly analysis: Analysis | null;
  /** Believes an analysis (null: forgets it). The clip's revision counts up, for it decides what recipes make of the clip. */
  takeAnalysis(analysis: Analysis | null): void;
  /** Gives the clip back; the last one to do so ends its index and forgets it. */
  close(): void;
}

export interface Catalog {
  /** Opens a file, a folder of numbered pictures, or a pattern of their names. The same unchanged file gives the same entry. */
  open(path: string): Promise<OpenClip>;
  /** Throws 'not-found' for an id that is not open. */
  get(id: string): OpenClip;
  close(): void;
}

export interface CatalogOptions {
  /** Called with the new clip whenever what is believed has changed. */
  onChange?: (clip: Clip) => void;
}

export function createCatalog(tools: Tools, { onChange = () => {} }: CatalogOptions = {}): Catalog {
  const entries = new Map<string, Entry>();
  const opening = new Map<string, Promise<Entry>>();

  const create = async (id: string, input: ClipInput): Promise<Entry> => {
    const { clip, source } = await settleInput(tools, id, input);
    const entry = new Entry(clip, source, onChange, () => entries.delete(id));
    // A replaced file is another clip: the one that was, cannot be read any more.
    for (const other of entries.values()) if (other.clip.path === clip.path) other.end();
    entries.set(id, entry);
    entry.startIndex(tools);
    return entry;
  };

  return {
    open: async (path) => {
      const input = await findInput(path);
      const id = idOf(input, tools);
      const known = entries.get(id);
      // Its file went away while it was looked at, and is there again.
      if (known?.isLost) known.startIndex(tools);
      const entry = known ?? (await shared(opening, id, () => create(id, input)));
      entry.uses++;
      return entry;
    },
    get: (id) => {
      const entry = entries.get(id);
      if (entry) return entry;
      throw new WorkbenchError('not-found', `No clip is open under the id "${id}".`, 'Open the file again.');
    },
    close: () => {
      for (const entry of entries.values()) entry.end();
    },
  };
}

class Entry implements OpenClip {
  clip: Clip;
  index: FrameIndex | null = null;
  analysis: Analysis | null = null;
  whenIndexed: Promise<FrameIndex>;
  private analysesTaken = 0;
  uses = 0;
  /** True where index or whole decode could not be made: opened again, the clip gets another one. */
  isLost = false;
  private readonly stop = new AbortController();
  private toldAt = 0;

  constructor(
    /** The clip as claimed, before any index. */
    private readonly claimed: Clip,
    readonly source: ClipSource,
    private readonly onChange: (clip: Clip) => void,
    private readonly forget: () => void,
  ) {
    this.clip = claimed;
    this.whenIndexed = Promise.reject(new WorkbenchError('internal', 'The index was not started.'));
    this.whenIndexed.catch(() => {});
  }

  startIndex(tools: Tools): void {
    if (this.isLost) this.change({ ...this.claimed, revision: this.clip.revision });
    this.isLost = false;
    this.whenIndexed = indexClip(tools, this.source, this.claimed, {
      signal: this.stop.signal,
      onPartial: (index) => {
        this.index = index;
      },
      onProgress: (share) => this.tellProgress(share),
    });
    this.whenIndexed.then(
      (index) => this.follow(index),
      (error: unknown) => this.giveUp(error),
    );
  }

  takeAnalysis(analysis: Analysis | null): void {
    this.analysis = analysis;
    this.analysesTaken++;
    this.change(this.settled());
  }

  close(): void {
    this.uses--;
    if (this.uses <= 0) this.end();
  }

  end(): void {
    this.stop.abort();
    this.forget();
  }

  private follow(index: FrameIndex): void {
    this.index = index;
    this.tell();
    if (index.access.isConfirmed) return;
    void index.whenConfirmed.then(() => (index.lost ? this.loseDecode(index.lost) : this.tell()));
  }

  /** All that was found stays; it is only not confirmed. */
  private loseDecode(error: Error): void {
    if (this.stop.signal.aborted) return;
    this.isLost = true;
    const settled = this.settled();
    const notices = [...settled.notices, `The clip could not be looked at to its end: ${sentenceOf(error)}`];
    this.change({ ...settled, notices });
  }

  private tell(): void {
    if (this.stop.signal.aborted) return;
    this.change(this.settled());
  }

  /** Claims, index and analysis, the later over the earlier. */
  private settled(): Clip {
    const indexed = this.index ? settleWithIndex(this.claimed, this.index) : this.claimed;
    return settleWithAnalysis(indexed, this.analysis, this.analysesTaken);
  }

  private giveUp(error: unknown): void {
    if (isCancelled(error) || this.stop.signal.aborted) return;
    this.isLost = true;
    const because = `The frames could not be counted: ${sentenceOf(error)}`;
    this.change({
      ...this.claimed,
      revision: this.clip.revision,
      access: { kind: 'sequential', because, isConfirmed: false, progress: 1 },
      notices: [...this.claimed.notices, because],
    });
  }

  /** At most four times a second: progress is for people. */
  private tellProgress(progress: number): void {
    const now = performance.now();
    if (now - this.toldAt < 250 || this.clip.access.kind !== 'indexing') return;
    this.toldAt = now;
    this.change({ ...this.clip, access: { ...this.clip.access, progress } });
  }

  private change(clip: Clip): void {
    this.clip = clip;
    this.onChange(clip);
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof WorkbenchError) return error.detail;
  return error instanceof Error ? error.message : String(error);
}

async function settleInput(
  tools: Tools,
  id: string,
  input: ClipInput,
): Promise<{ clip: Clip; source: ClipSource }> {
  const { path, name, sizeBytes, pictures } = input;
  const { claims, video, source, picture } = await probe(tools, input);
  const isMpeg = video.codec === 'mpeg2video' || video.codec === 'mpeg1video';
  const flags = isMpeg && pictures === null ? countPictureFlags(await readHead(path, FLAG_BYTES)) : null;
  const isStill = source.kind === 'still';
  const notices = [...input.notices, ...(isStill ? await neighbourNotices(path) : [])];
  const about = { id, path, name, sizeBytes, kind: source.kind, pictures, notices };
  const clip = settle({ ...about, claims, video, flags, picture });
  return { clip, source };
}

/** The build is part of it, because what is believed of a file depends on who read it. */
function idOf({ path, stamp }: ClipInput, { ffmpeg, ffprobe }: Tools): string {
  const parts = [path, stamp, ffmpeg.version, ffprobe.version];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 20);
}

/** Two who open the same file at once wait for one probe. */
async function shared<Value>(
  running: Map<string, Promise<Value>>,
  key: string,
  start: () => Promise<Value>,
): Promise<Value> {
  const known = running.get(key);
  if (known) return known;
  const started = start().finally(() => running.delete(key));
  running.set(key, started);
  return started;
}
