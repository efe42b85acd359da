/**
 * What is looked at beside the fields: faults, levels, active picture, dissolves, odd frames, and the recipe that fits it all.
 *
 * The seam of the analysis: `Looks` gets every frame's narrow luma, and now and then a picture of full size from an output of its own of the same ffmpeg
 * process; at the end it adds its part to what the cadence analysis found.
 */
import type { Analysis } from '../../model/analysis';
import { type Clip, uprightSize } from '../../model/clip';
import type { Span } from '../../model/time';
import { isRgb } from '../clips/pixelFormat';
import type { FrameRecords } from './fields/frameRecords';
import { findFrameFaults } from './oddFrames/frameFaults';
import { FrameTraces } from './oddFrames/frameTraces';
import type { NarrowFrame } from './pass';
import { FaultLog } from './pictures/faultLog';
import { activeArea, addToActive, barLevel, createActiveSeen, settleActive } from './pictures/lookActive';
import { addToLevels, createLevelsSeen, settleLevels } from './pictures/lookLevels';
import { createPictureReader, lookFormat } from './pictures/lookPicture';
import { addDissolves } from './shots/dissolves';
import { suggestRecipe } from './suggest';

/** The part of an analysis that the cadence does not tell. */
export type LooksFound = Pick<
  Analysis,
  'activePicture' | 'levels' | 'frameFaults' | 'faults' | 'shots' | 'suggestion' | 'notices'
>;
/** What is known when all frames have been seen. */
export type CadenceFound = Pick<Analysis, 'sections' | 'shots' | 'scan' | 'fieldOrder'>;

export interface FullPictures {
  /** Filters in ffmpeg's own writing, ending in the pixel format that is wanted: 'select=not(mod(n\\,12)),format=yuv420p'. */
  filters: string;
  /** Bytes of one picture. */
  pictureBytes: number;
  /** Called for each picture, in order. The bytes are valid during the call only. */
  take(picture: Uint8Array): void;
}

export interface Looks {
  /** Null where no pictures of full size are wanted. */
  fullPictures: FullPictures | null;
  /** Called for every frame in order. The bytes are valid during the call only. */
  push(frame: NarrowFrame): void;
  finish(found: CadenceFound, records: FrameRecords): LooksFound;
}

/** Frames from one picture of full size to the next, for SD. A prime: it must fall in step neither with a pulldown nor with a codec's key frames. */
const SD_STEPS = [17, 23, 29, 37, 53, 79, 113] as const;
const SD_SAMPLES = 720 * 576;
/** Short clips are looked at more often, so that there are about this many pictures. */
const LEAST_PICTURES = 12;

/** `span`: the frames that will come; pictures of full size are counted from its start. */
export function createLooks({ clip, span }: { clip: Clip; span: Span }): Looks {
  const format = lookFormat(clip);
  const step = stepBetween(clip, span.to - span.from);
  const read = createPictureReader(format);
  const active = createActiveSeen(uprightSize(clip));
  const levels = createLevelsSeen();
  const log = new FaultLog(clip);
  const traces = new FrameTraces();
  let pictures = 0;
  const take = (bytes: Uint8Array): void => {
    const picture = read(bytes, span.from + pictures++ * step);
    addToActive(active, picture);
    const area = activeArea(active);
    addToLevels(levels, picture, area);
    log.add(picture, area);
  };
  return {
    fullPictures: {
      filters: `select=not(mod(n\\,${step})),${format.filters}`,
      pictureBytes: format.pictureBytes,
      take,
    },
    push: (frame) => traces.push(frame),
    finish: ({ sections, shots: cutShots }, records) => {
      const shots = addDissolves(cutShots, traces, span.from);
      const activePicture = settleActive(active);
      const odd = findFrameFaults({ sections, shots, records, traces, offset: span.from, rate: clip.rate });
      const faults = log.series(shots);
      return {
        shots,
        activePicture,
        levels: settleLevels(levels, {
          range: clip.colour.range,
          isRgb: isRgb(clip.pixelFormat),
          bars: barLevel(active),
        }),
        frameFaults: odd.frameFaults,
        faults,
        notices: [...odd.notices, ...log.notices(faults)],
        suggestion: suggestRecipe(clip, { sections, activePicture, faults }),
      };
    },
  };
}

function stepBetween(clip: Clip, frames: number): number {
  const { width, height } = uprightSize(clip);
  const wanted = SD_STEPS[0] * Math.max(1, (width * height) / SD_SAMPLES);
  const step = SD_STEPS.find((each) => each >= wanted) ?? SD_STEPS[SD_STEPS.length - 1] ?? 1;
  return Math.max(1, Math.min(step, Math.floor(frames / LEAST_PICTURES)));
}
