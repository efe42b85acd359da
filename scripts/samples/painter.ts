/**
 * A process that draws instants on request. The whole scene is known to it; it is told only the time and the size.
 */
import { drawInstant, type Instant } from './draw';
import { hdPlanes, type Planes, sdPlanes } from './planes';

export interface Painted {
  /** 4:2:0 of the HD master, or null for a field of native video. */
  hd: Uint8Array | null;
  sd: Planes;
}

process.on('message', (instant: Instant) => {
  const picture = drawInstant(instant);
  const sd = sdPlanes(picture);
  const hd = instant.width === 1440 ? hdPlanes(picture) : null;
  process.send?.({ hd, sd } satisfies Painted);
});
