/**
 * Which picture of a run is due, and what to do when it is not there. Pure.
 *
 * Every picture of the run is shown as long as the screen keeps up; when pictures come too late the clock waits for them (the run plays
 * slower) instead of rushing afterwards, and the status line shows the rate that was reached.
 */
export interface PlayClock {
  /** Index of the picture to show now, given how many have come (contiguous from 0); null before the first. Counts starvation. */
  due(nowMs: number, arrived: number): number | null;
  readonly starved: number;
}

/** A picture may be this late (in periods) before it counts as missing: the screen's own rhythm is not starvation. */
const LATE_PERIODS = 0.5;

export function createPlayClock(periodMs: number): PlayClock {
  let startedAt: number | null = null;
  let starved = 0;
  let waitsFor: number | null = null;
  return {
    due(nowMs, arrived) {
      if (arrived === 0) return null;
      startedAt ??= nowMs;
      if (waitsFor !== null && waitsFor < arrived) {
        const lateBy = (nowMs - startedAt) / periodMs - waitsFor;
        const came = waitsFor;
        waitsFor = null;
        if (lateBy > LATE_PERIODS) {
          starved++;
          startedAt = nowMs - came * periodMs;
        }
      }
      const wanted = Math.floor((nowMs - startedAt) / periodMs + 1e-6);
      if (wanted < arrived) return wanted;
      waitsFor ??= arrived;
      return arrived - 1;
    },
    get starved() {
      return starved;
    },
  };
}
