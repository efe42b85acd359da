/** Endpoints that hand out pictures, and the numbers between two of them. */
import { type Clip, type Size, uprightSize } from '../../model/clip';
import type { PictureAddress } from '../../model/compare';
import { KEPT_HEADER } from '../../model/contract';
import { isSourceOnly } from '../../model/croppedSource';
import { WorkbenchError } from '../../model/errors';
import { type Picture, type PictureHeader, packetHead } from '../../model/picture';
import type { Plan } from '../../model/recipe';
import type { OpenClip } from '../clips/catalog';
import type { Compared } from '../compare/measure';
import { encodeStill } from '../exports/composer';
import type { ReadPicture } from '../frames/pictures';
import { planVariant } from '../frames/planVariant';
import type { WorkedPlan } from '../recipes/plan';
import type { Handlers } from './app';
import type { FfmpegRooms, Rooms } from './rooms';

type Endpoints = 'getPicture' | 'getStill' | 'streamPictures' | 'leaveLane' | 'measure' | 'getMask';
type Variant = Pick<PictureAddress, 'clipId' | 'revision' | 'recipe' | 'size'>;

export function createPictureHandlers(rooms: Rooms): Pick<Handlers, Endpoints> {
  const read = async (
    address: PictureAddress & { isFresh?: boolean },
    signal: AbortSignal,
  ): Promise<ReadPicture> => {
    const { open, plan, ffmpeg } = await findVariant(rooms, address);
    if (plan) return ffmpeg.pictures.readVariant(open, plan, address, signal);
    return ffmpeg.pictures.readSource(open, address.frame, signal, address.isFresh);
  };
  const compared = async (address: PictureAddress, signal: AbortSignal): Promise<Compared> => {
    const { clip } = (await rooms.ffmpeg()).catalog.get(address.clipId);
    const { clipId, recipe, size } = address;
    const asked = address.clock === 'source' ? address.frame : null;
    const isBare = isSourceOnly(recipe);
    const cropped = isBare && recipe?.steps.some(({ isOn }) => isOn) ? ', cropped alike' : '';
    const label = (isBare ? '' : recipe?.title) || `${clip.name}${cropped}`;
    const isEnlarged = isBare && size !== null && !isSameSize(size, await nativeSize(address, clip));
    return { picture: await read(address, signal), clipId, recipe, asked, label, isEnlarged };
  };
  /** Cropped, the source has another size of its own. */
  const nativeSize = async (address: PictureAddress, clip: Clip): Promise<Size> =>
    (address.recipe && (await findVariant(rooms, { ...address, size: null })).plan?.size) ??
    uprightSize(clip);
  const readPair = (a: PictureAddress, b: PictureAddress, signal: AbortSignal) =>
    Promise.all([compared(a, signal), compared(b, signal)]);

  return {
    getPicture: ({ lane, ...address }, request) =>
      rooms.lanes.run(lane, request.signal, async (signal) => {
        const picture = await read(address, signal);
        return answerPicture(picture, picture.wasKept);
      }),
    getStill: ({ lane, format, ...address }, request) =>
      rooms.lanes.run(lane, request.signal, async (signal) => {
        const picture = await read(address, signal);
        return answerStill(picture.header, await encodeStill(picture, format, signal), format);
      }),
    streamPictures: async ({ from, to, step, lane, ...variant }, request) => {
      const { open, plan, ffmpeg } = await findVariant(rooms, variant);
      const stop = new AbortController();
      const signal = AbortSignal.any([request.signal, stop.signal]);
      // A stream holds its lane until it ends or a newer one takes the place.
      const pictures = (laneSignal: AbortSignal) =>
        ffmpeg.pictures.stream(open, plan, { from, to, step }, laneSignal);
      return answerStream(rooms, lane, signal, stop, pictures);
    },
    leaveLane: async ({ lane }) => ({ wasBusy: rooms.lanes.leave(lane) }),
    measure: ({ a, b, threshold, lane }, request) =>
      rooms.lanes.run(lane, request.signal, async (signal) => {
        const [first, second] = await readPair(a, b, signal);
        return rooms.measurer().measure(first, second, { threshold, signal });
      }),
    getMask: ({ a, b, threshold, lane }, request) =>
      rooms.lanes.run(lane, request.signal, async (signal) => {
        const [first, second] = await readPair(a, b, signal);
        return answerPicture(await rooms.measurer().mask(first, second, { threshold, signal }));
      }),
  };
}

function isSameSize(one: Size, other: Size): boolean {
  return one.width === other.width && one.height === other.height;
}

/** The clip and the plan that an address names. Throws where its findings are of another revision, or the recipe cannot be run. */
export async function findVariant(
  rooms: Rooms,
  { clipId, revision, recipe, size }: Variant,
): Promise<{ ffmpeg: FfmpegRooms; open: OpenClip; plan: WorkedPlan | null }> {
  const ffmpeg = await rooms.ffmpeg();
  const open = ffmpeg.catalog.get(clipId);
  if (open.clip.revision !== revision) {
    throw new WorkbenchError('superseded', `The findings of this clip have changed since: ${open.clip.path}`);
  }
  if (recipe === null && size === null) return { ffmpeg, open, plan: null };
  const plan = planVariant(open, recipe, ffmpeg.tools.capabilities, size);
  assertRunnable(plan);
  return { ffmpeg, open, plan };
}

export function assertRunnable(plan: Plan): void {
  const refused = plan.objections.find((objection) => objection.severity === 'refuse');
  if (refused) throw new WorkbenchError('recipe-unfit', refused.says, refused.hint);
}

function answerPicture(picture: Picture, wasKept = false): Response {
  const head = packetHead(picture.header);
  const body = new Uint8Array(head.length + picture.planes.length);
  body.set(head);
  body.set(picture.planes, head.length);
  return new Response(body, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(body.length),
      'cache-control': 'no-store',
      ...(wasKept ? { [KEPT_HEADER]: '1' } : {}),
    },
  });
}

function answerStill(
  header: PictureHeader,
  body: Uint8Array<ArrayBuffer>,
  format: 'png' | 'rgb24',
): Response {
  const headers = {
    'content-type': format === 'png' ? 'image/png' : 'application/octet-stream',
    'content-length': String(body.length),
    'x-picture': encodeURIComponent(JSON.stringify(header)),
    'cache-control': 'no-store',
  };
  return new Response(body, { headers });
}

/** One long reply of packets. Backpressure is the reader's: the next picture is made when the last was taken. */
async function answerStream(
  rooms: Rooms,
  lane: string | undefined,
  signal: AbortSignal,
  stop: AbortController,
  pictures: (signal: AbortSignal) => AsyncIterable<Picture>,
): Promise<Response> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  // The reader's going away shows as a closed writer, long before the next write.
  writer.closed.catch(() => stop.abort());
  const work = rooms.lanes.run(lane, signal, async (laneSignal) => {
    for await (const picture of pictures(laneSignal)) {
      await writer.write(packetHead(picture.header));
      // A copy: the planes lie in memory that is used again for the next picture.
      await writer.write(picture.planes.slice());
    }
  });
  work
    .then(
      () => writer.close(),
      (error: unknown) => writer.abort(error),
    )
    .catch(() => undefined);
  return new Response(readable, {
    headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' },
  });
}
