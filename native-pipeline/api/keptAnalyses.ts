/** Analyses kept in the state folder, one file a clip. A file can be deleted at any time; a damaged one, or one of an older method, counts as none. */
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type Analysis, CADENCES, PULLDOWNS } from '../../model/analysis';
import { FIELD_ORDERS } from '../../model/clip';
import { recipeSchema } from '../../model/recipe';
import { ANALYSIS_VERSION } from '../analysis/analyse';
import type { OpenClip } from '../clips/catalog';

export interface KeptAnalyses {
  /** Null where there is none that can be used. Never throws. */
  read(clipId: string): Promise<Analysis | null>;
  /** Gives an open clip what is kept of it, unless it has an analysis already: what was kept is believed again from the moment that somebody asks for it. */
  believe(open: OpenClip): Promise<void>;
  /** Appears whole or not at all. Never throws: an analysis is worth having even where it cannot be kept. */
  keep(analysis: Analysis): Promise<void>;
  /** Answers whether there was one. */
  forget(clipId: string): Promise<boolean>;
}

export function createKeptAnalyses(stateDir: string): KeptAnalyses {
  const folder = path.join(stateDir, 'analyses');
  const placeOf = (clipId: string): string => path.join(folder, `${clipId}.json`);
  const read = async (clipId: string): Promise<Analysis | null> => {
    const text = await readFile(placeOf(clipId), 'utf8').catch(() => '');
    return parseKept(text, clipId);
  };
  return {
    read,
    believe: async (open) => {
      const found = open.analysis ?? (await read(open.clip.id));
      // Two may ask at once.
      if (found && !open.analysis) open.takeAnalysis(found);
    },
    keep: async (analysis) => {
      const part = `${placeOf(analysis.clipId)}.${process.pid}.part`;
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(part, JSON.stringify(analysis));
        await rename(part, placeOf(analysis.clipId));
      } catch {
        await rm(part, { force: true }).catch(() => undefined);
      }
    },
    forget: async (clipId) => {
      const isThere = await stat(placeOf(clipId)).then(
        () => true,
        () => false,
      );
      await rm(placeOf(clipId), { force: true });
      return isThere;
    },
  };
}

const whole = z.number().int().min(0);
const span = z.looseObject({ from: whole, to: whole });
const finding = z.looseObject({ source: z.string(), because: z.string() });
/** As deep as anything that reads an analysis goes without looking. */
const keptSchema = z.looseObject({
  version: z.literal(ANALYSIS_VERSION),
  clipId: z.string(),
  span,
  scan: finding,
  fieldOrder: finding,
  sections: z.array(
    span.extend({
      cadence: z.enum(CADENCES),
      pulldown: z.enum(PULLDOWNS).nullable(),
      phase: whole.nullable(),
      fieldOrder: z.enum(FIELD_ORDERS).nullable(),
    }),
  ),
  shots: z.array(span.extend({ start: z.string(), isMidFrame: z.boolean(), transition: span.nullable() })),
  activePicture: finding.extend({
    value: z.looseObject({ left: whole, top: whole, width: whole, height: whole }),
  }),
  levels: finding.extend({ value: z.looseObject({ range: z.string() }) }),
  frameFaults: z.array(z.looseObject({ frame: whole, kind: z.string() })),
  faults: z.array(z.looseObject({ name: z.string(), frames: z.array(whole), values: z.array(z.number()) })),
  notices: z.array(z.string()),
  suggestion: z.looseObject({ recipe: recipeSchema, because: z.string() }),
  seconds: z.number(),
});

function parseKept(text: string, clipId: string): Analysis | null {
  try {
    const kept: unknown = JSON.parse(text);
    const parsed = keptSchema.safeParse(kept);
    // What was checked is what every reader relies on; the rest is words.
    return parsed.success && parsed.data.clipId === clipId ? (kept as Analysis) : null;
  } catch {
    return null;
  }
}
