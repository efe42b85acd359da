/**
 * Makes the two masters of the station: draws every instant once, in two processes, and feeds two encoders in order.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Instant } from './draw';
import { bitexact, countFrames, type FramePipe, openFramePipe } from './ffmpeg';
import type { Painted } from './painter';
import type { Planes } from './planes';
import { hdFrames } from './shots';
import { writeSoundtrack } from './soundtrack';
import { hdTruth, sdTruth } from './stationTruth';
import { hdFromField, isNative, sdFrames, weaveFields } from './telecine';
import type { SampleTruth } from './truth';

// Two, whatever the machine: the files must not depend on it, and the encoders want a core as well.
const painters = 2;

export async function makeStation(samples: string): Promise<SampleTruth[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'remaster-station-'));
  const sound = join(scratch, 'sound.wav');
  writeFileSync(sound, writeSoundtrack((hdFrames * 1001) / 24000));
  const hd = join(scratch, 'station-hd.mp4');
  const sd = join(scratch, 'station-sd.mpg');
  try {
    await drawBoth(sound, hd, sd);
    // Copied when whole, so that a run that fails leaves the samples as they were.
    copyFileSync(hd, join(samples, 'station-hd.mp4'));
    copyFileSync(sd, join(samples, 'station-sd.mpg'));
    return [hdTruth(measure(hd)), sdTruth(measure(sd))];
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function measure(path: string): { bytes: number; frames: number } {
  return { bytes: statSync(path).size, frames: countFrames(path) };
}

async function drawBoth(sound: string, hd: string, sd: string): Promise<void> {
  const hdPipe = openFramePipe(hdEncoder(sound, hd));
  const sdPipe = openFramePipe(sdEncoder(sound, sd));
  await paintAll(hdPipe, sdPipe);
  await Promise.all([hdPipe.close(), sdPipe.close()]);
}

/** Every instant that a frame or a field needs, in order of time. */
function listInstants(): Instant[] {
  const film = Array.from({ length: hdFrames }, (_, frame): Instant => {
    return { frame, width: 1440, height: 1080, isFilm: !isNative(frame) };
  });
  const fields: Instant[] = [];
  for (let frame = 0; frame < sdFrames; frame += 1) {
    for (const field of [0, 1] as const) {
      const at = hdFromField(frame, field);
      // Half the size is still twice the lines of a field.
      if (isNative(at)) fields.push({ frame: at, width: 720, height: 540, isFilm: false });
    }
  }
  // The HD frame first where both fall together: its smaller twin is the SD master's.
  return [...film, ...fields].sort((a, b) => a.frame - b.frame || b.width - a.width);
}

/** Draws the scene once, in order of time, into both pipes. */
export async function paintAll(
  hdPipe: Pick<FramePipe, 'write'>,
  sdPipe: Pick<FramePipe, 'write'>,
): Promise<void> {
  const seen = new Map<number, Planes>();
  let next = 0;
  for await (const [instant, painted] of paintInOrder(listInstants())) {
    if (painted.hd) await hdPipe.write(painted.hd);
    seen.set(instant.frame, painted.sd);
    while (next < sdFrames && weavable(seen, next, instant.frame)) {
      await sdPipe.write(weaveFields(planesAt(seen, next, 0), planesAt(seen, next, 1)));
      next += 1;
    }
    for (const frame of seen.keys()) if (frame < instant.frame - 4) seen.delete(frame);
    if (instant.width === 1440 && instant.frame % 8 === 0)
      console.log(`drawn: ${instant.frame} of ${hdFrames}`);
  }
  if (next !== sdFrames) throw new Error(`only ${next} of ${sdFrames} SD frames were woven`);
}

/** In native video the field's own drawing comes after its HD twin, so wait until that instant is over. */
function weavable(seen: Map<number, Planes>, frame: number, now: number): boolean {
  const last = hdFromField(frame, 1);
  if (!seen.has(last) || !seen.has(hdFromField(frame, 0))) return false;
  return !isNative(last) || !Number.isInteger(last) || now > last;
}

function planesAt(seen: Map<number, Planes>, frame: number, field: 0 | 1): Planes {
  return seen.get(hdFromField(frame, field)) as Planes;
}

/** Gives out work as painters become free and hands the results back in the order of the list. */
async function* paintInOrder(instants: Instant[]): AsyncGenerator<[Instant, Painted]> {
  // Processes, not threads: a thread does not inherit tsx, which is what reads TypeScript here.
  const program = fileURLToPath(new URL('./painter.ts', import.meta.url));
  const workers = Array.from({ length: painters }, () => fork(program, { serialization: 'advanced' }));
  const results: Promise<Painted>[] = [];
  const busy = workers.map(() => Promise.resolve() as Promise<unknown>);
  let given = 0;
  const give = () => {
    const worker = given % painters;
    const instant = instants[given] as Instant;
    const result = (busy[worker] as Promise<unknown>).then(() =>
      ask(workers[worker] as ChildProcess, instant),
    );
    busy[worker] = result;
    results.push(result);
    given += 1;
  };
  try {
    for (const [index, instant] of instants.entries()) {
      while (given < Math.min(instants.length, index + 3 * painters)) give();
      yield [instant, await (results[index] as Promise<Painted>)];
      delete results[index];
    }
  } finally {
    for (const worker of workers) worker.kill();
  }
}

function ask(worker: ChildProcess, instant: Instant): Promise<Painted> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`the painter of frame ${instant.frame} ended`));
    worker.once('exit', fail);
    worker.once('message', (painted) => {
      worker.off('exit', fail);
      resolve(painted as Painted);
    });
    worker.send(instant);
  });
}

export function hdEncoder(sound: string, path: string): string[] {
  return [
    ...rawInput('1440x1080', '24000/1001'),
    ...['-i', sound, '-map', '0:v', '-map', '1:a', '-vf', 'setsar=1,setfield=prog', '-c:v', 'libx264'],
    // Grain tuning would spend twice the bits; a slow preset and a mild psychovisual weight keep enough of it.
    ...['-profile:v', 'high', '-preset', 'slow', '-crf', '23.5', '-threads', '2', '-pix_fmt', 'yuv420p'],
    ...[
      '-x264-params',
      'keyint=48:bframes=3:aq-mode=1:deblock=-1,-1:colorprim=bt709:transfer=bt709:colormatrix=bt709',
    ],
    ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'],
    ...['-chroma_sample_location', 'left', '-c:a', 'aac', '-b:a', '96k', '-movflags', '+faststart'],
    ...['-metadata:s:a:0', 'language=und', ...bitexact, path],
  ];
}

export function sdEncoder(sound: string, path: string): string[] {
  return [
    ...rawInput('720x480', '30000/1001'),
    ...['-i', sound, '-map', '0:v', '-map', '1:a', '-vf', 'setsar=8/9,setfield=tff', '-c:v', 'mpeg2video'],
    ...['-threads', '1', '-pix_fmt', 'yuv420p', '-flags', '+ilme+ildct', '-g', '15', '-bf', '2'],
    ...['-b:v', '3500k', '-maxrate', '7000k', '-bufsize', '1835008', '-qmin', '2', '-qmax', '16', '-dc', '9'],
    ...['-mbd', 'rd', '-trellis', '2', '-color_primaries', 'smpte170m', '-color_trc', 'smpte170m'],
    ...['-colorspace', 'smpte170m', '-color_range', 'tv', '-c:a', 'mp2', '-b:a', '160k'],
    ...['-t', String((sdFrames * 1001) / 30000), ...bitexact, '-f', 'vob', path],
  ];
}

function rawInput(size: string, rate: string): string[] {
  const format = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-video_size', size, '-framerate', rate];
  // Said of the input as well, so that no filter between thinks it must convert.
  return [...format, '-color_range', 'tv', '-i', 'pipe:0'];
}
