/** How many renders run at once: one for each four processors unless the user has said otherwise. Pure. */

/** One render keeps about four processors busy: filters and encoders have threads, but wait for each other. */
const PROCESSORS_PER_RENDER = 4;

export function suggestPlaces(processors: number): number {
  return Math.max(1, Math.floor(processors / PROCESSORS_PER_RENDER));
}

/** More than there are processors only makes all of them slower. */
export function mostPlaces(processors: number): number {
  return Math.max(1, processors);
}
