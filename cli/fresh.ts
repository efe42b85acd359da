/** Asking again where a clip has changed while it was asked: a long clip is settled while its whole decode still goes on behind it. */
import type { Client } from '../model/client';
import type { Clip } from '../model/clip';
import { WorkbenchError } from '../model/errors';

/** Asks with the clip as known, and once more with the clip as it is then where that came too late. */
export async function askFresh<Reply>(
  client: Pick<Client, 'getClip'>,
  clip: Clip,
  ask: (clip: Clip) => Promise<Reply>,
): Promise<Reply> {
  try {
    return await ask(clip);
  } catch (error) {
    if (!(error instanceof WorkbenchError) || error.code !== 'superseded') throw error;
    return ask(await client.getClip({ clipId: clip.id }));
  }
}
