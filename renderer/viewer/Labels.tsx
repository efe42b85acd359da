/** Which is which, on the picture. Placed, faded and hidden by overlay.ts, which also writes which frames they are; the words come from the workspace. */
import { shownOn } from '../state/judgedStep';
import { useWorkspace } from '../state/store';
import type { SideName } from '../state/workspace';
import { countText } from '../ui/words';
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
      <MaskChip />
    </>
  );
}

/** How much the mask marks: where nothing differs, an empty mask would look like none. */
function MaskChip() {
  const isShown = useWorkspace(
    ({ session, project }) =>
      session.isMaskShown && session.areLabelsShown && !session.isPlaying && project.b !== null,
  );
  const threshold = useWorkspace(({ session }) => session.threshold);
  const masked = useWorkspace(({ engine }) => engine.viewer.masked);
  if (!isShown) return null;
  return (
    <div className="chip chip-mask" data-testid="chip-mask" role="status">
      <b>Mask</b> {masked === null ? 'comparing…' : `${countText(masked, 'pixel')} above ${threshold}`}
    </div>
  );
}

function Chip({ side }: { side: SideName }) {
  const label = useWorkspace((state) => shownOn(state, side)?.label ?? null);
  if (label === null) return null;
  return (
    <div className="chip" data-part={`chip-${side}`} data-testid={`chip-${side}`} hidden>
      <div className="chip-line">
        <span className="chip-label">
          <b>{side.toUpperCase()}</b> {labelOf(side, label)}
        </span>
        {/* Both are written by overlay.ts with the draw that brings the picture. */}
        <span data-part={`frame-${side}`} />
      </div>
      <div className="chip-source" data-part={`source-${side}`} />
    </div>
  );
}
