/** A clip whose pictures start a few milliseconds behind its sound, with chapters: drawn by ffmpeg when a test asks for it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ffmpegOutput } from './ffmpegBuilds';

/** 2 s of 29.97 in Matroska: sound from 0, pictures from 5 ms, chapters at 0 and 1 s. */
export function drawLateChapters(build: { path: string }, folder: string): string {
  const [pictures, chapters, file] = ['v.nut', 'chapters.txt', 'late-chapters.mkv'].map((name) =>
    path.join(folder, name),
  ) as [string, string, string];
  const chapter = (from: number) => `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${from}\nEND=${from + 1000}\n`;
  writeFileSync(chapters, `;FFMETADATA1\n${chapter(0)}${chapter(1000)}`);
  const drawn = ['-f', 'lavfi', '-i', 'testsrc2=s=96x64:r=30000/1001:d=2'];
  ffmpegOutput(build, ['-y', ...drawn, '-c:v', 'ffv1', pictures]);
  const sound = ['-f', 'lavfi', '-i', 'sine=440:d=2'];
  ffmpegOutput(build, [
    ...['-y', ...sound, '-itsoffset', '0.005', '-i', pictures, '-i', chapters],
    ...['-map', '1:v', '-map', '0:a', '-map_chapters', '2', '-c:v', 'copy', '-c:a', 'flac', file],
  ]);
  return file;
}
