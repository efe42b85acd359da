/** The long and the large clips that the benchmark needs, made of the sample in a temporary folder: too large to be kept in the repository. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ffmpegOutput } from '../../tests/helpers/ffmpegBuilds';
import { SAMPLES } from '../../tests/helpers/place';

export interface BenchClips {
  folder: string;
  /** The sample's SD master, video only, repeated to this many seconds by remuxing. */
  program(secs: number): string;
  /** 20 s of the SD master in another container. */
  sd(container: 'mp4' | 'mkv' | 'ts' | 'avi'): string;
  /** 21 s of 1440×1080 H.264 with a key frame every 250 frames and nowhere else. */
  hd(): string;
  remove(): Promise<void>;
}

export async function makeBenchClips(build: { path: string }): Promise<BenchClips> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'remaster-bench-'));
  const made = new Set<string>();
  const make = (name: string, input: string, loops: number, options: string[]): string => {
    const file = path.join(folder, name);
    if (made.has(file)) return file;
    const source = ['-stream_loop', String(loops), '-i', path.join(SAMPLES, input)];
    ffmpegOutput(build, ['-y', ...source, '-map', '0:v:0', ...options, file]);
    made.add(file);
    return file;
  };
  const h264 = (group: number) => [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '2', '-pix_fmt', 'yuv420p'],
    ...['-x264-params', `keyint=${group}:min-keyint=${group}:scenecut=0`],
  ];
  return {
    folder,
    program: (secs) =>
      make(`program-${secs}.vob`, 'station-sd.mpg', Math.ceil(secs / 9), [
        '-c',
        'copy',
        '-t',
        String(secs),
        '-f',
        'vob',
      ]),
    sd: (container) => {
      const codec = container === 'avi' ? ['-c:v', 'mpeg4', '-q:v', '4', '-g', '48', '-bf', '2'] : h264(48);
      return make(`sd.${container}`, 'station-sd.mpg', 2, [...codec, '-t', '20']);
    },
    hd: () =>
      make('hd.mp4', 'station-sd.mpg', 3, [
        ...h264(250),
        '-b:v',
        '20M',
        '-vf',
        'scale=1440:1080',
        '-t',
        '21',
      ]),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
