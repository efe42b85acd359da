/** For which frames the settings below hold: the whole clip, or an override for a span. All of them in a list, in the order of the clip. */
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { clockOf } from '../../model/clip';
import type { Override, Recipe } from '../../model/recipe';
import { overridesOf, withoutOverride } from '../state/overrideEdits';
import { editedOverride, overridesAt } from '../state/overrideSpans';
import { clipOf, frameOnSide } from '../state/pair';
import { useWorkspace } from '../state/store';
import type { SideName } from '../state/workspace';
import { NewOverride } from './NewOverride';
import { OverrideEditor } from './OverrideEditor';
import { editOverride } from './overrideActs';
import { changesText, overlapText, spanText, spanTimes } from './overrideWords';

interface OverridesPanelProps {
  recipe: Recipe | null;
  side: SideName;
  onChange(recipe: Recipe): void;
}

export function OverridesPanel({ recipe, side, onChange }: OverridesPanelProps) {
  const chosen = useWorkspace(editedOverride);
  const overrides = overridesOf(recipe);
  const { ref, willLeave } = useFocusKept(overrides.length);
  // The bare source has nothing that could differ.
  if (!recipe || (recipe.steps.length === 0 && overrides.length === 0)) return null;
  return (
    <section className="overrides" aria-label="Which frames the settings are for" ref={ref}>
      <div className="overrides-head">
        <h3>Settings for</h3>
        <NewOverride recipe={recipe} side={side} onChange={onChange} />
      </div>
      {overrides.length === 0 ? (
        <p className="quiet">The whole clip. An override gives a section, a shot or a span other settings.</p>
      ) : (
        <OverrideList recipe={recipe} side={side} chosen={chosen} />
      )}
      {chosen === null ? null : (
        <OverrideEditor
          key={chosen}
          {...{ recipe, side, onChange }}
          at={chosen}
          onRemove={() => {
            willLeave();
            onChange(withoutOverride(recipe, chosen));
          }}
        />
      )}
    </section>
  );
}

/** Where an override is taken out, the button that did it goes with it: the focus goes on to what is edited now, or to what makes a new one. */
function useFocusKept(count: number) {
  const ref = useRef<HTMLElement>(null);
  const isLeaving = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the override is gone
  useEffect(() => {
    const section = isLeaving.current ? ref.current : null;
    isLeaving.current = false;
    const next = section?.querySelector<HTMLElement>('.override-row[aria-pressed="true"]');
    (next ?? section?.querySelector<HTMLElement>('.override-new'))?.focus();
  }, [count]);
  const willLeave = () => {
    isLeaving.current = true;
  };
  return { ref, willLeave };
}

interface OverrideListProps {
  recipe: Recipe;
  side: SideName;
  chosen: number | null;
}

function OverrideList({ recipe, side, chosen }: OverrideListProps) {
  const overrides = overridesOf(recipe);
  const here = useHere(overrides, side);
  const order = overrides.map((_one, at) => at).sort((one, other) => compare(overrides, one, other));
  return (
    <>
      <ul className="override-list scrolls" aria-label="Settings for">
        <Row
          name="Whole clip"
          isChosen={chosen === null}
          isHere={here.length === 0}
          onChoose={() => editOverride(side, null)}
        />
        {order.map((at) => (
          <OverrideRow
            key={at}
            recipe={recipe}
            side={side}
            at={at}
            isChosen={chosen === at}
            isHere={here.includes(at)}
          />
        ))}
      </ul>
      {chosen === null && here.length > 0 ? (
        <p className="quiet" role="status">
          Other settings hold at the playhead: what they replace does not change there.
        </p>
      ) : null}
    </>
  );
}

/** Stays in sight above the steps while they scroll: which frames they are for. */
export function OverrideScope({ recipe, side }: { recipe: Recipe | null; side: SideName }) {
  const at = useWorkspace(editedOverride);
  const override = at === null ? undefined : overridesOf(recipe)[at];
  if (!override) return null;
  return (
    <div className="override-scope">
      <span>In {spanText(override).toLowerCase()}</span>
      <button
        type="button"
        className="button"
        aria-label="Back to the steps of the whole clip"
        onClick={() => editOverride(side, null)}
      >
        <X />
        Whole clip
      </button>
    </div>
  );
}

/** Which hold at the playhead. Only another answer is news, not each frame. */
function useHere(overrides: readonly Override[], side: SideName): number[] {
  const places = useWorkspace((state) => overridesAt(overrides, frameOnSide(state, side)).join(' '));
  return places === '' ? [] : places.split(' ').map(Number);
}

function compare(overrides: readonly Override[], one: number, other: number): number {
  return (overrides[one]?.from ?? 0) - (overrides[other]?.from ?? 0) || one - other;
}

interface OverrideRowProps {
  recipe: Recipe;
  side: SideName;
  at: number;
  isChosen: boolean;
  isHere: boolean;
}

function OverrideRow({ recipe, side, at, isChosen, isHere }: OverrideRowProps) {
  const clip = useWorkspace((state) => clipOf(state, side));
  const overrides = overridesOf(recipe);
  const override = overrides[at];
  if (!override || !clip) return null;
  const changes = changesText(recipe, override);
  const overlap = overlapText(overrides, at);
  return (
    <Row
      name={spanText(override)}
      title={`${changes}${overlap ? ` (${overlap})` : ''}`}
      isChosen={isChosen}
      isHere={isHere}
      onChoose={() => editOverride(side, at)}
    >
      <span className="override-about quiet">{spanTimes(override, clockOf(clip))}</span>
      <span className="override-about">{changes}</span>
      {overlap ? <span className="override-about quiet">{overlap}</span> : null}
    </Row>
  );
}

interface RowProps {
  name: string;
  title?: string;
  isChosen: boolean;
  isHere: boolean;
  onChoose(): void;
  children?: ReactNode;
}

function Row({ name, title, isChosen, isHere, onChoose, children }: RowProps) {
  return (
    <li>
      <button type="button" className="override-row" aria-pressed={isChosen} title={title} onClick={onChoose}>
        <span>{name}</span>
        {isHere ? <span className="tag">at playhead</span> : null}
        {children}
      </button>
    </li>
  );
}
