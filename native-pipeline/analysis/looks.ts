/**
 * What is looked at beside the fields: faults, levels, active picture, dissolves, odd frames. Plain answers until those are measured.
 *
 * The seam of the analysis: `Looks` gets every frame's narrow luma with its field numbers, and pictures of full size from an output of its own of the
 * same ffmpeg process; at the end it adds its part to what the cadence analysis found.
 */
import type { Analysis } from '../../model/analysis';
import { type Clip, uprightSize } from '../../model/clip';
import type { Span } from '../../model/time';
import type { FrameRecords } from './frameRecords';
import type { NarrowFrame } from './pass';

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

/** `span`: the frames that will come; pictures of full size are counted from its start. */
export function createLooks({ clip }: { clip: Clip; span: Span }): Looks {
  const { width, height } = uprightSize(clip);
  return {
    fullPictures: null,
    push: () => {},
    finish: ({ shots }) => ({
      shots,
      activePicture: {
        value: { left: 0, top: 0, width, height },
        source: 'assumed',
        because: 'Not measured.',
      },
      levels: {
        value: { lumaLow: 16, lumaHigh: 235, lumaMin: 0, lumaMax: 255, range: 'unknown' },
        source: 'assumed',
        because: 'Not measured.',
      },
      frameFaults: [],
      faults: [],
      notices: [],
      suggestion: {
        recipe: { id: '', title: 'Source', says: '', interpret: {}, steps: [] },
        because: 'Nothing is suggested yet.',
      },
    }),
  };
}
