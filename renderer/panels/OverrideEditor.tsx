/** Limits of the override that is edited; going to it, taking it out. What it changes is in the steps below. */
import { Crosshair, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Override, Recipe } from '../../model/recipe';
import type { Span } from '../../model/time';
import { overridesOf, withLimits } from '../state/overrideEdits';
import { proposeSpan } from '../state/overrideSpans';
import { clipOf, frameOnSide } from '../state/pair';
import { useWorkspace } from '../state/store';
import type { SideName } from '../state/workspace';
import { FrameField } from '../timeline/FrameField';
import { isFitting, limitNote } from '../timeline/sectionForm';
import { IconButton } from '../ui/IconButton';
import { goTo } from './overrideActs';

interface OverrideEditorProps {
  recipe: Recipe;
  at: number;
  side: SideName;
  onChange(recipe: Recipe): void;
  onRemove(): void;
}

export function OverrideEditor({ recipe, at, side, onChange, onRemove }: OverrideEditorProps) {
  const frames = useWorkspace((state) => clipOf(state, side)?.frames ?? null);
  const [note, setNote] = useState<string | null>(null);
  const [draft, setDraft] = useState<{ of: Override; limits: Span } | null>(null);
  const override = overridesOf(recipe)[at];
  const isOutside = useWorkspace((state) => {
    const frame = frameOnSide(state, side);
    return override !== undefined && (frame < override.from || frame >= override.to);
  });
  if (!override) return null;
  // What is typed of a span that is none yet stays in the fields; it is dropped when the override changes in another way.
  const limits = draft?.of === override ? draft.limits : { from: override.from, to: override.to };
  const change = (part: Partial<Span>) => {
    const wanted = { ...limits, ...part };
    const whole = { from: 0, to: frames ?? Number.MAX_SAFE_INTEGER };
    const from = Math.max(0, Math.min(wanted.from, whole.to - 1));
    const to = Math.max(1, Math.min(wanted.to, whole.to));
    setNote(limitNote(part, { from, to }, whole, 'override'));
    if (!isFitting({ from, to })) return setDraft({ of: override, limits: { from, to } });
    setDraft(null);
    onChange(withLimits(recipe, at, { from, to }, frames));
  };
  return (
    <fieldset className="override-editor" aria-label="This override">
      <div className="group">
        <FrameField label="First frame" frame={limits.from} onChange={(from) => change({ from })} />
        <span className="unit">to</span>
        <FrameField label="Last frame" frame={limits.to - 1} onChange={(last) => change({ to: last + 1 })} />
        <InOutButton side={side} onChange={change} />
        <IconButton
          name="Go to this override"
          says="Go to its first frame"
          onPress={() => goTo(side, override)}
        >
          <Crosshair />
        </IconButton>
        <IconButton name="Remove this override" says="Take this override out" onPress={onRemove}>
          <Trash2 />
        </IconButton>
      </div>
      <p aria-live="polite">{draft && draft.of !== override ? null : note}</p>
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
