/**
 * The door's table: endpoint -> method, path, input, reply. The engine's routes and the client are both built by walking it.
 *
 * Input: names that stand in the path (`:clipId`) fill it; the rest travels as one JSON document, in the query parameter `q` for GET and
 * as the body for POST. Reply: 'json', or 'bytes' (picture packets, see picture.ts; the events stream of JSON lines; an uploaded file's bytes).
 */
import { z } from 'zod';
import type { Analysis } from './analysis';
import type { Clip } from './clip';
import type { Measurement } from './compare';
import { LAYOUTS, pictureAddressSchema } from './compare';
import type { Job, RanCommand, RenderPlaces } from './job';
import type { Plan, Recipe } from './recipe';
import { recipeSchema } from './recipe';

export interface Endpoint<Input extends z.ZodType = z.ZodType, Reply = unknown> {
  method: 'GET' | 'POST';
  path: string;
  input: Input;
  kind: 'json' | 'bytes';
  /** Only for the type checker: never set. */
  reply?: Reply;
}

function json<Reply>() {
  return <Input extends z.ZodType>(
    method: 'GET' | 'POST',
    path: string,
    input: Input,
  ): Endpoint<Input, Reply> => ({
    method,
    path,
    input,
    kind: 'json',
  });
}
function bytes<Input extends z.ZodType>(
  method: 'GET' | 'POST',
  path: string,
  input: Input,
): Endpoint<Input, Response> {
  return { method, path, input, kind: 'bytes' };
}

const nothing = z.object({});
const clipId = z.object({ clipId: z.string() });
const spanSchema = z.object({ from: z.number().int().min(0), to: z.number().int().min(1) });
/** A lane is a place for one piece of work: a newer request in it replaces the older, which answers `superseded`. */
const lane = z.string().max(64).optional();

/** One side of an export or a measurement: a clip through a recipe (null: the source itself). */
const sideSchema = z.object({
  clipId: z.string(),
  recipe: recipeSchema.nullable(),
  label: z.string().default(''),
});
export type Side = z.infer<typeof sideSchema>;

const measureSchema = z.object({
  /** `a` is the baseline, `b` the variant it is compared with. */
  a: pictureAddressSchema,
  b: pictureAddressSchema,
  /** pixelmatch's matching threshold, 0 to 1. */
  threshold: z.number().min(0).max(1).default(0.1),
  lane,
});

const stillsSchema = z.object({
  a: sideSchema,
  b: sideSchema,
  /** Source frames of side A's clip (0-based). */
  frames: z.array(z.number().int().min(0)).min(1).max(500),
  layouts: z.array(z.enum(LAYOUTS)).min(1),
  folder: z.string(),
  /** 0 to 1, where the wipe's edge stands. */
  wipeAt: z.number().min(0).max(1).default(0.5),
  /** True: the wipe shows B left of its edge and A right of it, as a window with swapped sides does. */
  isSwapped: z.boolean().default(false),
  threshold: z.number().min(0).max(1).default(0.1),
  hasCaptions: z.boolean().default(false),
  isOverwriting: z.boolean().default(false),
  /** Where names are taken: true takes the next free number for all files of this run, false answers output-exists. */
  isNumbering: z.boolean().default(false),
});
export type StillsOrder = z.infer<typeof stillsSchema>;

export const CODECS = ['ffv1', 'h264', 'hevc', 'prores'] as const;
export type Codec = (typeof CODECS)[number];
const renderSchema = z.object({
  clipId: z.string(),
  recipe: recipeSchema.nullable(),
  /** Source frames; null: all of it. */
  span: spanSchema.nullable().default(null),
  codec: z.enum(CODECS).default('ffv1'),
  /** Bits of a sample; null: those of the pictures, where the codec takes them. */
  bits: z
    .union([z.literal(8), z.literal(10)])
    .nullable()
    .default(null),
  out: z.string(),
  /** Where its table goes: which source fields every picture shows, as CSV, written with the movie. Only for recipes that follow the analysis. */
  map: z.string().optional(),
  isOverwriting: z.boolean().default(false),
  /** Goes on with the same render where it was interrupted; where nothing was begun, it begins. Without it an interrupted one answers render-interrupted, or render-other. */
  isResuming: z.boolean().default(false),
  /** Goes on with the interrupted render of `out` as that was ordered: its recipe, span, codec, depth and tables, instead of what is said here. */
  isAsOrdered: z.boolean().default(false),
});
export type RenderOrder = z.infer<typeof renderSchema>;

/** What an interrupted render remembers of its order. */
export const keptOrderSchema = renderSchema
  .pick({ recipe: true, span: true, codec: true, bits: true, map: true })
  .extend({ clipPath: z.string() });
export type KeptOrder = z.infer<typeof keptOrderSchema>;

/** `edl` is CMX 3600, `otio` OpenTimelineIO's JSON. */
export const SHOT_FORMATS = ['csv', 'edl', 'otio'] as const;
export type ShotFormat = (typeof SHOT_FORMATS)[number];

export interface ToolReport {
  name: 'ffmpeg' | 'ffprobe' | 'electron';
  path: string | null;
  version: string | null;
  /** Why this one: 'setting', 'FFMPEG_PATH', 'ffmpeg-static', 'PATH', … */
  from: string;
}
export interface DoctorReport {
  ffmpeg: ToolReport;
  ffprobe: ToolReport;
  electron: ToolReport;
  filters: Record<string, boolean>;
  encoders: Record<string, boolean>;
  /** What is missing, why it matters and how to get it. Sentences. */
  problems: string[];
  version: string;
}
export interface Start {
  paths: string[];
  reference: string | null;
  samplePath: string | null;
  /** Where the bytes of dropped files lie, out of people's sight; results belong elsewhere. */
  uploadsFolder: string;
  /** The first folder that files may be written to, for results of clips that lie in none of the user's own; null where there is none. */
  outFolder: string | null;
}
export interface RecentFile {
  path: string;
  name: string;
  openedAt: string;
  exists: boolean;
}
export interface FolderListing {
  folder: string;
  /** Null at a root. */
  parent: string | null;
  roots: string[];
  entries: {
    name: string;
    path: string;
    kind: 'folder' | 'video' | 'picture' | 'other';
    sizeBytes: number;
  }[];
}

/** Header of a reply with one picture: '1' where it came from memory, so that nobody takes how soon it came for the time it takes. */
export const KEPT_HEADER = 'x-picture-kept';

export const CONTRACT = {
  getDoctor: json<DoctorReport>()('GET', '/api/doctor', nothing),
  listRecipes: json<Recipe[]>()('GET', '/api/recipes', nothing),
  /** What to open at the start: files named on the command line, else the sample. */
  getStart: json<Start>()('GET', '/api/start', nothing),
  listRecents: json<RecentFile[]>()('GET', '/api/recents', nothing),
  listFolder: json<FolderListing>()('GET', '/api/folders', z.object({ folder: z.string().nullable() })),
  openClip: json<Clip>()('POST', '/api/clips', z.object({ path: z.string().min(1) })),
  /** Takes the bytes of a dropped file where the shell cannot know its path; body: the bytes. */
  uploadClip: json<Clip>()('POST', '/api/uploads/:name', z.object({ name: z.string() })),
  getClip: json<Clip>()('GET', '/api/clips/:clipId', clipId),
  /** Waits until the index is made, and for short clips confirmed by a whole decode, then answers the settled clip. */
  settleClip: json<Clip>()('POST', '/api/clips/:clipId/settle', clipId),
  /** Looks at the pictures. What is known from an earlier time is taken from there, and the job is done at once. */
  startAnalysis: json<Job>()(
    'POST',
    '/api/clips/:clipId/analysis',
    z.object({ clipId: z.string(), span: spanSchema.nullable().default(null) }),
  ),
  /** Null until an analysis has been made; one that was kept from an earlier time is believed again. */
  getAnalysis: json<{ analysis: Analysis | null }>()('GET', '/api/clips/:clipId/analysis', clipId),
  /** Deletes what is kept of it. */
  forgetAnalysis: json<{ wasKept: boolean }>()('POST', '/api/clips/:clipId/analysis/forget', clipId),
  exportShots: json<{ out: string }>()(
    'POST',
    '/api/clips/:clipId/shots',
    z.object({
      clipId: z.string(),
      format: z.enum(SHOT_FORMATS),
      out: z.string(),
      isOverwriting: z.boolean().default(false),
    }),
  ),
  planRecipe: json<Plan>()(
    'POST',
    '/api/clips/:clipId/plan',
    z.object({ clipId: z.string(), recipe: recipeSchema.nullable() }),
  ),
  /** `isFresh`: made anew though it may lie in memory, so that it can be timed. */
  getPicture: bytes(
    'GET',
    '/api/clips/:clipId/picture',
    pictureAddressSchema.extend({ lane, isFresh: z.boolean().default(false) }),
  ),
  /** One exact frame as RGB: a PNG (16 bit where the source is deeper than 8), or bare rgb24 bytes. The reply's `x-picture` header holds the PictureHeader. */
  getStill: bytes(
    'GET',
    '/api/clips/:clipId/still',
    pictureAddressSchema.extend({ format: z.enum(['png', 'rgb24']).default('png'), lane }),
  ),
  /** One long reply of picture packets for source frames [from, to), each `step` apart, as fast as it is read. */
  streamPictures: bytes(
    'GET',
    '/api/clips/:clipId/stream',
    pictureAddressSchema.omit({ frame: true, clock: true }).extend({
      from: z.number().int().min(0),
      to: z.number().int().min(1),
      step: z.number().int().min(1).default(1),
      lane,
    }),
  ),
  leaveLane: json<{ wasBusy: boolean }>()('POST', '/api/lanes/:lane/leave', z.object({ lane: z.string() })),
  measure: json<Measurement>()('POST', '/api/measurements', measureSchema),
  /** pixelmatch's mask as a gray picture packet: 255 differs, 128 antialiasing (not counted), 0 equal. */
  getMask: bytes('POST', '/api/masks', measureSchema),
  startStills: json<Job>()('POST', '/api/stills', stillsSchema),
  startRender: json<Job>()('POST', '/api/renders', renderSchema),
  listJobs: json<Job[]>()('GET', '/api/jobs', nothing),
  /** `isKeeping`: what is finished of a long render stays, and the same order goes on from there. */
  cancelJob: json<Job>()(
    'POST',
    '/api/jobs/:jobId/cancel',
    z.object({ jobId: z.string(), isKeeping: z.boolean().default(false) }),
  ),
  /** Halts a running job where it stands, or holds back one that waits. */
  pauseJob: json<Job>()('POST', '/api/jobs/:jobId/pause', z.object({ jobId: z.string() })),
  resumeJob: json<Job>()('POST', '/api/jobs/:jobId/resume', z.object({ jobId: z.string() })),
  /** Orders an interrupted render once more, to go on with what is kept of it: a new job. */
  continueJob: json<Job>()('POST', '/api/jobs/:jobId/continue', z.object({ jobId: z.string() })),
  /** Deletes what is kept of an interrupted render; answers all jobs. */
  dropKept: json<Job[]>()('POST', '/api/jobs/:jobId/drop', z.object({ jobId: z.string() })),
  /** Exchanges a waiting job with the one before (-1) or behind it (1); answers all jobs in their new order. */
  moveJob: json<Job[]>()(
    'POST',
    '/api/jobs/:jobId/move',
    z.object({ jobId: z.string(), by: z.union([z.literal(-1), z.literal(1)]) }),
  ),
  getRenderPlaces: json<RenderPlaces>()('GET', '/api/render-places', nothing),
  /** Null: as suggested. Kept for later starts of this machine. */
  setRenderPlaces: json<RenderPlaces>()(
    'POST',
    '/api/render-places',
    z.object({ places: z.number().int().min(1).max(256).nullable() }),
  ),
  listCommands: json<RanCommand[]>()('GET', '/api/commands', nothing),
  /** JSON lines, one EngineEvent each, until the reader goes. */
  streamEvents: bytes('GET', '/api/events', nothing),
} as const;

export type Contract = typeof CONTRACT;
export type EndpointName = keyof Contract;
/** What a caller passes (defaults may be left out) and what a handler gets (defaults filled in). */
export type InputOf<Name extends EndpointName> = z.input<Contract[Name]['input']>;
export type ParsedInputOf<Name extends EndpointName> = z.output<Contract[Name]['input']>;
export type ReplyOf<Name extends EndpointName> = NonNullable<Contract[Name]['reply']>;
