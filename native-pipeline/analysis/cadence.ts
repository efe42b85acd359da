/** Finds cadence, field order, sections and cuts from the narrow luma of every frame. */
import type { Analysis, Section } from '../../model/analysis';
import type { Clip } from '../../model/clip';
import type { Span } from '../../model/time';
import type { FrameTable } from '../clips/frameTable';
import { FrameRecords } from './frameRecords';
import type { NarrowFrame } from './pass';

export interface Cadence {
  push(frame: NarrowFrame): void;
  finish(): Pick<Analysis, 'sections' | 'shots' | 'scan' | 'fieldOrder' | 'notices'> & {
    records: FrameRecords;
  };
}

export function createCadence({ clip, span }: { clip: Clip; table: FrameTable | null; span: Span }): Cadence {
  const records = new FrameRecords();
  return {
    push: () => {
      records.add();
    },
    finish: () => {
      const seen = { from: span.from, to: span.from + records.count };
      const section: Section = {
        ...{ ...seen, cadence: 'static', pulldown: null, phase: null, fieldOrder: null },
        ...{ confidence: 'unsure', margin: null, because: 'Not measured yet.', isChosen: false },
      };
      const shot = { ...seen, start: 'clip' as const, isMidFrame: false, transition: null };
      return {
        records,
        sections: [section],
        shots: [shot],
        scan: clip.scan,
        fieldOrder: clip.fieldOrder,
        notices: [],
      };
    },
  };
}
