/** Which is which, on the picture. Placed, faded and hidden by overlay.ts; the words come from the workspace. */
import { useWorkspace } from '../state/store';
import type { SideName } from '../state/workspace';
import { labelOf } from './overlay';

export function Labels() {
  const gain = useWorkspace(({ session }) => session.differenceGain);
  return (
    <>
      <Chip side="a" />
      <Chip side="b" />
      <div className="chip chip-difference" data-part="chip-difference" data-testid="chip-difference" hidden>
        <b>|A − B|</b> × {gain}
      </div>
    </>
  );
}

function Chip({ side }: { side: SideName }) {
  const label = useWorkspace(({ project }) => project[side]?.label ?? null);
  if (label === null) return null;
  return (
    <div className="chip" data-part={`chip-${side}`} data-testid={`chip-${side}`} hidden>
      <b>{side.toUpperCase()}</b> {labelOf(side, label)}
    </div>
  );
}
