/** Limits of the override that is edited; going to it, taking it out. What it changes is in the steps below. */
import { Crosshair, Trash2 } from 'lucide-react';
import type { Recipe } from '../../model/recipe';
import type { Span } from '../../model/time';
import { overridesOf, withLimits, withoutOverride } from '../state/overrideEdits';
import { proposeSpan } from '../state/overrideSpans';
import { clipOf, frameOnSide } from '../state/pair';
import { useWorkspace } from '../state/store';
import type { SideName } from '../state/workspace';
import { FrameField } from '../timeline/FrameField';
import { Tip } from '../ui/Tip';
import { goTo } from './overrideActs';

interface OverrideEditorProps {
  recipe: Recipe;
  at: number;
  side: SideName;
  onChange(recipe: Recipe): void;
}

export function OverrideEditor({ recipe, at, side, onChange }: OverrideEditorProps) {
  const frames = useWorkspace((state) => clipOf(state, side)?.frames ?? null);
  const override = overridesOf(recipe)[at];
  const isOutside = useWorkspace((state) => {
    const frame = frameOnSide(state, side);
    return override !== undefined && (frame < override.from || frame >= override.to);
  });
  if (!override) return null;
  const change = (limits: Partial<Span>) => onChange(withLimits(recipe, at, limits, frames));
  return (
    <fieldset className="override-editor" aria-label="This override">
      <div className="group">
        <FrameField label="First frame" frame={override.from} onChange={(from) => change({ from })} />
        <span className="unit">to</span>
        <FrameField
          label="Last frame"
          frame={override.to - 1}
          onChange={(last) => change({ to: last + 1 })}
        />
        <InOutButton side={side} onChange={change} />
        <Tip says="Go to its first frame">
          <button
            type="button"
            className="button icon"
            aria-label="Go to this override"
            onClick={() => goTo(side, override)}
          >
            <Crosshair />
          </button>
        </Tip>
        <Tip says="Take this override out">
          <button
            type="button"
            className="button icon"
            aria-label="Remove this override"
            onClick={() => onChange(withoutOverride(recipe, at))}
          >
            <Trash2 />
          </button>
        </Tip>
      </div>
      <p className="quiet" role="status">
        {isOutside ? 'The playhead is outside: what changes here is not in the picture.' : ''}
      </p>
    </fieldset>
  );
}

function InOutButton({ side, onChange }: { side: SideName; onChange(span: Span): void }) {
  const span = useWorkspace(({ session }) => session.span);
  const why = useWorkspace((state) => {
    const proposed = proposeSpan(state, side, 'span');
    return typeof proposed === 'string' ? proposed : null;
  });
  return (
    <button
      type="button"
      className="button framed"
      disabled={why !== null || span === null}
      title={why ?? 'Take the limits from in and out'}
      onClick={() => span && onChange(span)}
    >
      In/out
    </button>
  );
}
