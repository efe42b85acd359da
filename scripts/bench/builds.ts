/** Runs a benchmark with every ffmpeg build of this machine, each on clips that it made itself. */
import { BUILDS } from '../../tests/helpers/ffmpegBuilds';
import { type BenchClips, makeBenchClips } from './clips';
import type { Row } from './rows';

export type Build = (typeof BUILDS)[number];

/** The rows' notes begin with the build's version. */
export async function rowsOfBuilds(
  bench: (build: Build, clips: BenchClips) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const build of BUILDS) {
    const clips = await makeBenchClips(build);
    try {
      const made = await bench(build, clips);
      rows.push(...made.map((row) => ({ ...row, note: `ffmpeg ${build.version}; ${row.note}` })));
    } finally {
      await clips.remove();
    }
  }
  return rows;
}
