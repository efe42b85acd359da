/** What a loop of animation frames reached; apart from pace.ts, which only a page can run. */
export interface Pace {
  fps: number;
  /** 95th percentile of the gap between two frames, ms. The median hides stalls. */
  p95: number;
  frames: number;
}
