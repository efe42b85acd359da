/** One picture of a clip for its thumbnail: from the first third, where titles and black leaders are over. */
import type { Clip } from '../../../model/clip';
import { type Picture, readPacket } from '../../../model/picture';
import { door } from './door';

/** Null where it cannot be had: a missing thumbnail is no news, the viewer tells what is wrong with the clip. */
export async function readThumbnail(clip: Clip): Promise<Picture | null> {
  // Only where a frame far in costs no reading of all before it.
  const frame = clip.access.kind === 'exact' ? Math.floor((clip.frames ?? 0) / 3) : 0;
  const { id: clipId, revision } = clip;
  try {
    const reply = await door().client.getPicture({
      ...{ clipId, revision, frame, clock: 'source', recipe: null, size: null },
      lane: `thumbnail-${clipId}`,
    });
    return readPacket(new Uint8Array(await reply.arrayBuffer()))?.picture ?? null;
  } catch {
    return null;
  }
}
