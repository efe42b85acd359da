/** Recorded ffprobe reports of samples/tiny (tests/fixtures/ffprobe; ffprobe 5.1), and claims made of them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Size } from '../../../model/clip';
import { type Claims, parseClaims, type VideoClaims } from '../../../native-pipeline/clips/claims';
import { settle } from '../../../native-pipeline/clips/settle';

export function probed(name: string): string {
  return readFileSync(path.resolve(import.meta.dirname, `../../fixtures/ffprobe/${name}.json`), 'utf8');
}

/** The video claims of an untagged file of this size, changed as the test wants. */
export function claimed(size: Size, changes: Partial<VideoClaims> = {}): VideoClaims {
  const stream = { codec_type: 'video', codec_name: 'h264', pix_fmt: 'yuv420p', ...size };
  const [video] = parseClaims(JSON.stringify({ streams: [stream] })).videos;
  if (!video) throw new Error('no video in the fixture');
  return { ...video, tickRate: { n: 24000, d: 1001 }, meanRate: { n: 24000, d: 1001 }, ...changes };
}

/** Settles claims as the catalog does for a movie. */
export function settled(claims: Claims, video = claims.videos[0]) {
  if (!video) throw new Error('no video in the fixture');
  const about = {
    id: 'x',
    path: '/x',
    name: 'x',
    sizeBytes: 1,
    kind: 'movie',
    pictures: null,
    notices: [],
  } as const;
  return settle({ ...about, notices: [], claims, video, flags: null, picture: null });
}
