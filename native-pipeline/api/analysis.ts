/** Endpoints of the analysis. What was found is kept in the state folder, can be deleted at any time, and is made anew then. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Analysis } from '../../model/analysis';
import { WorkbenchError } from '../../model/errors';
import { ANALYSIS_VERSION, analyseClip } from '../analysis/analyse';
import type { Handlers } from './app';
import type { Rooms } from './rooms';

type Endpoints = 'startAnalysis' | 'getAnalysis' | 'forgetAnalysis' | 'exportShots';

export function createAnalysisHandlers(rooms: Rooms): Pick<Handlers, Endpoints> {
  const { config, queue } = rooms;
  const placeOf = (clipId: string): string => path.join(config.stateDir, 'analyses', `${clipId}.json`);
  return {
    startAnalysis: async ({ clipId, span }) => {
      const { catalog, tools } = await rooms.ffmpeg();
      const open = catalog.get(clipId);
      return queue.add({ kind: 'analysis', title: `Analyse ${open.clip.name}` }, async (task) => {
        await open.whenIndexed;
        const kept = span === null ? await readKept(placeOf(clipId)) : null;
        const analysis = kept ?? (await analyseClip(open, tools, span, task));
        if (span === null && !kept) await keep(placeOf(clipId), analysis);
        open.takeAnalysis(analysis);
        return { clipId, seconds: analysis.seconds, wasKept: kept !== null };
      });
    },
    getAnalysis: async ({ clipId }) => ({ analysis: (await rooms.ffmpeg()).catalog.get(clipId).analysis }),
    forgetAnalysis: async ({ clipId }) => {
      const open = (await rooms.ffmpeg()).catalog.get(clipId);
      const wasKept = open.analysis !== null;
      await rm(placeOf(clipId), { force: true });
      if (wasKept) open.takeAnalysis(null);
      return { wasKept };
    },
    exportShots: async ({ clipId }) => {
      throw new WorkbenchError('not-found', `No shots are known of the clip ${clipId}.`);
    },
  };
}

/** Null where there is none, or one of another method, or not one at all. */
async function readKept(place: string): Promise<Analysis | null> {
  try {
    const kept = JSON.parse(await readFile(place, 'utf8')) as Analysis;
    return kept.version === ANALYSIS_VERSION ? kept : null;
  } catch {
    return null;
  }
}

/** Appears whole or not at all. */
async function keep(place: string, analysis: Analysis): Promise<void> {
  await mkdir(path.dirname(place), { recursive: true });
  const part = `${place}.${process.pid}.part`;
  await writeFile(part, JSON.stringify(analysis));
  await rename(part, place);
}
