/** Clips long enough to be rendered in segments, small enough to be quick: drawn by ffmpeg when a test asks for them. */
import path from 'node:path';
import { ffmpegOutput } from './ffmpegBuilds';

const QUIET = ['-nostdin', '-y'];
const TONE = ['-f', 'lavfi', '-i', 'sine=440:d=36'];

/** 36 s of 29.97, moving everywhere and noisy, so that no two pictures are equal; with sound, languages and a title. */
export function drawNoisy(
  build: { path: string },
  folder: string,
  { size = '96x64', noise = 20 } = {},
): string {
  const file = path.join(folder, `noisy-${size}.mkv`);
  const picture = `testsrc2=s=${size}:r=30000/1001:d=36,noise=alls=${noise}:allf=t`;
  const words = [
    '-c:v',
    'ffv1',
    '-c:a',
    'flac',
    '-metadata:s:v',
    'language=deu',
    '-metadata:s:a',
    'language=fra',
  ];
  ffmpegOutput(build, [
    ...QUIET,
    '-f',
    'lavfi',
    '-i',
    picture,
    ...TONE,
    ...words,
    '-metadata',
    'title=Noise',
    file,
  ]);
  return file;
}

/** 36 s of film with 3:2 pulldown as MPEG-2 in a program stream, whose clock starts at half a second. */
export function drawTelecined(build: { path: string }, folder: string): string {
  const file = path.join(folder, 'telecined.mpg');
  const picture = 'testsrc2=s=96x64:r=24000/1001:d=36,telecine=first_field=top:pattern=23,setfield=tff';
  const words = [
    '-r',
    '30000/1001',
    '-c:v',
    'mpeg2video',
    '-q:v',
    '3',
    '-flags',
    '+ildct+ilme',
    '-c:a',
    'mp2',
  ];
  ffmpegOutput(build, [...QUIET, '-f', 'lavfi', '-i', picture, ...TONE, ...words, file]);
  return file;
}

/** 36 s at a variable rate, in Matroska: every seventh picture is missing, and the first one is late. */
export function drawVariable(build: { path: string }, folder: string): string {
  const file = path.join(folder, 'variable.mkv');
  const picture = "testsrc2=s=96x64:r=25:d=36,select='mod(n,7)*gt(n,3)',noise=alls=20:allf=t";
  const words = ['-fps_mode', 'passthrough', '-c:v', 'ffv1', '-c:a', 'flac'];
  ffmpegOutput(build, [...QUIET, '-f', 'lavfi', '-i', picture, ...TONE, ...words, file]);
  return file;
}
