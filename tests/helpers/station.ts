/** The sample's station scene for tests below the door: opened, its index confirmed, its analysis as samples/truth.json says. */
import type { OpenClip } from '../../native-pipeline/clips/catalog';
import { madeAnalysis } from './analysed';
import { type Bench, createBench } from './openClips';

export const STATION_SD = 'samples/station-sd.mpg';

export interface Station {
  bench: Bench;
  open: OpenClip;
}

/** The caller closes the bench. */
export async function openStation(build: { path: string }): Promise<Station> {
  const bench = await createBench(build);
  const open = await bench.open(STATION_SD);
  await open.index?.whenConfirmed;
  open.takeAnalysis(
    madeAnalysis([
      [0, 150, 'film', '3:2', 0],
      [150, 210, 'video-interlaced'],
      [210, 279, 'film', '3:2', 2],
    ]),
  );
  return { bench, open };
}
