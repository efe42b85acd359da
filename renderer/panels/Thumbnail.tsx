/** A small picture of the clip. Placeholder until it is drawn from the engine's planes. */
import type { Clip } from '../../model/clip';

export function Thumbnail(_props: { clip: Clip }) {
  return null;
}
