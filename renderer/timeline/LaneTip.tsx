/** What a lane says about the place under the pointer: a name and some lines, above the lane and never outside the timeline. */
export interface LaneHint {
  title: string;
  lines: readonly string[];
  /** 0–1 across the lane. */
  share: number;
}

export function LaneTip({ hint }: { hint: LaneHint | null }) {
  if (!hint) return null;
  // Moves from its left edge at the left end to its right edge at the right end, so it always fits.
  const place = { left: `${hint.share * 100}%`, transform: `translateX(${-hint.share * 100}%)` };
  return (
    <div className="tip lane-tip" role="tooltip" style={place}>
      <strong>{hint.title}</strong>
      {hint.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
