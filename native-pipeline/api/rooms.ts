/**
 * The engine's rooms, furnished once: tools, catalog, pictures, jobs, events. Made lazily, so that a machine without ffmpeg still opens a
 * window which says what is missing.
 */
import type { ToolReport } from '../../model/contract';
import type { EngineEvent } from '../../model/job';
import type { Catalog } from '../clips/catalog';
import { createCatalog } from '../clips/catalog';
import type { Measurer } from '../compare/measure';
import { createMeasurer } from '../compare/measure';
import { endAll, onCommand } from '../ffmpeg/run';
import type { Tools } from '../ffmpeg/tools';
import { findTools } from '../ffmpeg/tools';
import type { Pictures } from '../frames/pictures';
import { createPictures } from '../frames/pictures';
import type { Queue } from '../jobs/queue';
import { createQueue } from '../jobs/queue';
import { createEvents, type Events } from './events';
import { createLanes, type Lanes } from './lanes';
import { createRenderPlaces, type RenderPlacesSetting } from './renderPlaces';

export interface EngineConfig {
  /** Folder for recent files and uploads; made when first needed. */
  stateDir: string;
  /** The built page; null where no window is served. */
  pageDir: string | null;
  /** Where the sample scene lies; null where it was not installed. */
  samplesDir: string | null;
  /** Only files below these folders may be read or written; null: any. */
  roots: string[] | null;
  /** What to open at the start. */
  start: { paths: string[]; reference: string | null };
  ffmpegPath?: string;
  ffprobePath?: string;
  /** What the shell knows about Electron's binary, for the doctor. */
  electron?: ToolReport;
  version: string;
  /** Budget for decoded pictures; 512 MiB unless said. */
  cacheBytes?: number;
}

/** What needs an ffmpeg. */
export interface FfmpegRooms {
  tools: Tools;
  catalog: Catalog;
  pictures: Pictures;
}

export interface Rooms {
  config: EngineConfig;
  lanes: Lanes;
  events: Events;
  queue: Queue;
  renderPlaces: RenderPlacesSetting;
  /** Throws ffmpeg-missing where there is none. */
  ffmpeg(): Promise<FfmpegRooms>;
  measurer(): Measurer;
  close(): Promise<void>;
}

const DEFAULT_CACHE_BYTES = 512 * 2 ** 20;

export function createRooms(config: EngineConfig): Rooms {
  const events = createEvents();
  const queue = createQueue();
  queue.subscribe((job) => events.emit({ type: 'job', job }));
  const stopListening = onCommand((command) => events.emit({ type: 'command', command }));
  let furnished: Promise<FfmpegRooms> | null = null;
  let measurer: Measurer | null = null;
  const ffmpeg = () => {
    furnished ??= furnish(config, (event) => events.emit(event)).catch((error: unknown) => {
      // A newcomer installs ffmpeg while the window is open: the next request looks again.
      furnished = null;
      throw error;
    });
    return furnished;
  };
  return {
    config,
    lanes: createLanes(),
    events,
    queue,
    renderPlaces: createRenderPlaces(queue, config.stateDir),
    ffmpeg,
    measurer: () => {
      measurer ??= createMeasurer();
      return measurer;
    },
    close: async () => {
      stopListening();
      await queue.close();
      const made = await furnished?.catch(() => null);
      made?.catalog.close();
      await made?.pictures.close();
      await measurer?.close();
      events.close();
      await endAll();
    },
  };
}

async function furnish(config: EngineConfig, emit: (event: EngineEvent) => void): Promise<FfmpegRooms> {
  const { ffmpegPath, ffprobePath, stateDir } = config;
  const tools = await findTools({ ffmpegPath, ffprobePath, stateDir });
  return {
    tools,
    catalog: createCatalog(tools, { onChange: (clip) => emit({ type: 'clip', clip }) }),
    pictures: createPictures(tools, { cacheBytes: config.cacheBytes ?? DEFAULT_CACHE_BYTES }),
  };
}
