/**
 * Stage 2: pictures of a variant, made by one filter process that is fed with source frames and kept alive while somebody goes forward.
 *
 * A moved slider costs a process and the filters' time, but no seek and no decoding: the frames come from stage 1 and its cache.
 */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { WorkbenchError } from '../../model/errors';
import type { OpenClip } from '../clips/catalog';
import { forEachLine } from '../clips/lines';
import { errorFromFailure } from '../ffmpeg/failure';
import { graphAt } from '../ffmpeg/graph';
import type { RunningFfmpeg } from '../ffmpeg/run';
import type { WorkedPlan } from '../recipes/plan';
import { lowestFrame } from '../recipes/weave';
import { graphFrom, pictureAt, pictureOfFrame, type Weave } from '../recipes/weavePlan';
import type { Slot } from './cache';
import { DroppedFrames } from './droppedFrames';
import { isWakingLate, startFilters } from './filters';
import { type DeliveredFormat, describeFormat } from './formats';
import { createDroppingPace, createMapPace, createSteadyPace, type Pace, type PaceStart } from './pace';
import { Feed } from './pictureFeed';
import { type Maker, PictureReader, type RunHooks } from './reader';
import { PictureRun, type RunEnd } from './run';
import type { SourceContext, SourceReader } from './sourceReader';

/** Starting a filter process costs as much as filtering this many pictures, roughly. */
const START_COST = 8;
/** A frame beyond what the plan's memory asks for, since ffmpeg itself may hold one back. */
const SLACK_FRAMES = 1;
/** Checksums of a cycle come with its pictures: this long is waited for them before the next picture is taken, and for so many pictures. */
const LEARN_MILLIS = 30;
const LEARN_PICTURES = 24;
/** Two seconds of film. */
const NEAR_HEAD_FRAMES = 48;
const PURPOSE = 'previewing a recipe';

export class VariantReader implements Maker {
  readonly format: DeliveredFormat;
  private readonly reader: PictureReader;
  private readonly pace: Pace;
  private readonly dropped: DroppedFrames | null;
  private readonly work = new WeakMap<PictureRun, { feed: Feed; exit: RunningFfmpeg['exit'] }>();

  constructor(
    private readonly context: SourceContext,
    private readonly open: OpenClip,
    private readonly source: SourceReader,
    private readonly plan: WorkedPlan,
  ) {
    const { relation, memory } = plan;
    this.format = describeFormat(plan.pixelFormat, plan.size);
    const isDropping = relation.kind === 'drop-one-of';
    this.pace = plan.weave
      ? createMapPace(plan.weave)
      : isDropping
        ? createDroppingPace(relation.cycle, memory)
        : createSteadyPace(relation, memory);
    this.dropped = isDropping ? new DroppedFrames(relation.cycle) : null;
    const prefix = `${open.clip.id}/${source.generation}/${variantKey(plan)}/`;
    this.reader = new PictureReader(context.cache, prefix, this.format.pictureBytes, this);
    // Pictures that an earlier reader left behind say nothing about what was dropped.
    if (isDropping) this.reader.forget();
  }

  /** Picture's slot, pinned: release it. */
  read(picture: number, signal?: AbortSignal): Promise<Slot> {
    return this.reader.read(this.kept(picture), signal);
  }

  forget(picture: number): void {
    this.reader.forget(this.kept(picture));
  }

  /** True where the picture can be had without any filtering. */
  has(picture: number): boolean {
    return this.reader.has(this.kept(picture));
  }

  /** How many pictures were made so far. */
  get taken(): number {
    return this.reader.taken;
  }

  /** Of a picture that a constant rate repeats there is one. */
  private kept(picture: number): number {
    const { weave } = this.plan;
    return weave ? this.numberIn(weave, picture) : picture;
  }

  /** Of the map's different pictures the one that a render writes as its n-th. Throws frame-out-of-range. */
  private numberIn({ map }: Weave, picture: number): number {
    return picture < map.length ? pictureAt(map, picture) : map.count;
  }

  /** The picture that shows a source frame. Where frames are dropped by content this may take a look at its cycle first. */
  async pictureOfFrame(frame: number, signal?: AbortSignal): Promise<number> {
    const { relation, weave } = this.plan;
    if (weave) return weave.map.at[pictureOfFrame(weave.map, frame)] ?? 0;
    if (relation.kind === 'multiply') return frame * relation.by;
    if (!this.dropped) return frame;
    await this.learnCycle(this.dropped, this.dropped.cycleOfFrame(frame), signal);
    return this.dropped.pictureOfFrame(frame);
  }

  /** The source frame that a picture (which has been read) shows. */
  async frameOfPicture(picture: number, signal?: AbortSignal): Promise<number> {
    const { relation, weave } = this.plan;
    if (weave) return lowestFrame(weave.map, pictureAt(weave.map, picture));
    if (relation.kind === 'multiply') return Math.floor(picture / relation.by);
    if (!this.dropped) return picture;
    await this.learnCycle(this.dropped, this.dropped.cycleOfPicture(picture), signal);
    return this.dropped.frameOfPicture(picture);
  }

  /** Ends the processes; whoever still waits is served by new ones. */
  closeRuns(): void {
    this.reader.closeRuns();
  }

  get isBusy(): boolean {
    return this.reader.isBusy;
  }

  close(): void {
    this.reader.close();
  }

  start(picture: number, hooks: RunHooks): PictureRun {
    const from = this.startFor(picture);
    const process = startFilters(this.context.tools, {
      plan: this.planFrom(from),
      format: this.source.format,
      rate: this.open.clip.rate,
      isFromHead: from.sourceFrom === 0,
    });
    if (this.dropped)
      listenForDrops(this.dropped, process, from, this.dropped.cycleOfPicture(from.firstPicture));
    const feed = new Feed(this.context.cache, this.source, process, from.sourceFrom);
    const run = new PictureRun(this.context.cache, {
      ...hooks,
      process,
      pictureBytes: this.format.pictureBytes,
      first: from.firstPicture,
      skip: from.skip,
      onClose: () => feed.stop(),
    });
    this.work.set(run, { feed, exit: process.exit });
    return run;
  }

  /** What counts frames and pictures, as a frame map's lists do, is told where feeding begins. */
  private planFrom({ sourceFrom, firstPicture, skip }: PaceStart): WorkedPlan {
    const { weave, graph } = this.plan;
    const first = { frame: sourceFrom, picture: firstPicture - skip };
    return { ...this.plan, graph: weave ? graphFrom(weave, sourceFrom) : graphAt(graph, first) };
  }

  startCost(picture: number): number {
    return picture - this.startFor(picture).firstPicture + START_COST;
  }

  /** Near the head, where the clip's first combed frame may lie, such graphs are run from the head: nobody knows which frame that is. */
  private startFor(picture: number): PaceStart {
    const from = this.pace.startFor(picture);
    const isNearHead = from.sourceFrom < NEAR_HEAD_FRAMES && isWakingLate(this.plan.graph);
    return isNearHead ? this.pace.startFor(0) : from;
  }

  onLimit(run: PictureRun, limit: number): void {
    this.work.get(run)?.feed.feedUntil(this.pace.lastNeeded(limit) + SLACK_FRAMES, () => run.isReading);
  }

  async afterEnd(picture: number, _why: RunEnd, run: PictureRun): Promise<'again' | WorkbenchError> {
    const work = this.work.get(run);
    if (work?.feed.error) return work.feed.error;
    const end = await work?.exit;
    if (end?.code) {
      return errorFromFailure({ exitCode: end.code, tail: end.tail, purpose: PURPOSE, writesFile: false });
    }
    const detail = `There is no picture ${picture} in this variant: ${this.open.clip.path}`;
    return new WorkbenchError('frame-out-of-range', detail);
  }

  /** Reads the first picture of a cycle, which makes decimate judge all of it. */
  private async learnCycle(dropped: DroppedFrames, cycle: number, signal?: AbortSignal): Promise<void> {
    if (dropped.knows(cycle)) return;
    const picture = dropped.firstPicture(cycle);
    await this.pass(picture, signal);
    // An ffmpeg that waits to hand out its next picture may hold the checksums of this one back: pictures are taken until they come.
    for (let more = 1; more <= LEARN_PICTURES; more++) {
      await Promise.race([dropped.whenKnown(cycle), delay(LEARN_MILLIS, undefined, { ref: false })]);
      if (dropped.knows(cycle)) return;
      await this.pass(picture + more, signal).catch(ignoreEnd);
    }
    // The process was ended between the picture and its checksums: both are made anew.
    this.reader.forget();
    this.reader.closeRuns();
    await this.pass(picture, signal);
    await dropped.whenKnown(cycle);
  }

  private async pass(picture: number, signal?: AbortSignal): Promise<void> {
    this.context.cache.release(await this.read(picture, signal));
  }
}

function ignoreEnd(error: unknown): void {
  if (!(error instanceof WorkbenchError && error.code === 'frame-out-of-range')) throw error;
}

/** All that decides a picture: two plans of the same key give the same pictures. */
export function variantKey({
  graph,
  pixelFormat,
  size,
}: Pick<WorkedPlan, 'graph' | 'pixelFormat' | 'size'>): string {
  const text = `${graph} ${pixelFormat} ${size.width}x${size.height}`;
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function listenForDrops(
  dropped: DroppedFrames,
  process: RunningFfmpeg,
  { sourceFrom }: PaceStart,
  trustedFrom: number,
): void {
  const [before, after] = process.extra;
  if (!before || !after) return;
  const listener = dropped.listen(sourceFrom, trustedFrom);
  const ends = [
    forEachLine(before, (line) => listener.take('before', line)),
    forEachLine(after, (line) => listener.take('after', line)),
  ];
  void Promise.all(ends).then(() => listener.end());
}
