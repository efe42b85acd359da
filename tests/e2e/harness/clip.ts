/** A clip as the engine would describe it, for pages whose pictures come from memory: film frames of a DVD's shape. */
import type { Clip } from '../../../model/clip';
import { madeClip as clipOf } from '../../helpers/madeClip';

export function madeClip(changes: Partial<Clip> = {}): Clip {
  const film = clipOf({ scan: 'progressive', rate: { n: 24000, d: 1001 } });
  return { ...film, id: 'clip', path: '/made.mpg', name: 'made.mpg', frames: 240, ...changes };
}
