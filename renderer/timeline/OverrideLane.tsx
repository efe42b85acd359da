/** The lane of overrides: where the recipe has other settings. Point to see which, press to edit it and to go there. */
import { type PointerEvent, useCallback, useMemo, useRef, useState } from 'react';
import type { Span } from '../../model/time';
import { editOverride } from '../panels/overrideActs';
import {
  changeLabels,
  changeLines,
  changesText,
  overlapText,
  spanText,
  spanTimes,
} from '../panels/overrideWords';
import { overridesOf } from '../state/overrideEdits';
import { overriddenSide, overridesAt } from '../state/overrideSpans';
import { timelineClock } from '../state/pair';
import { dispatch, useWorkspace, workspace } from '../state/store';
import type { SideName } from '../state/workspace';
import { drawOverrides } from './drawOverrides';
import { LaneCanvas, type LaneSurface } from './LaneCanvas';
import { type LaneHint, LaneTip } from './LaneTip';
import { frameAtShare, shareOfFrame } from './scale';

export function OverrideLane({ shown }: { shown: Span }) {
  const side = useWorkspace(overriddenSide);
  return side && <Lane side={side} shown={shown} />;
}

interface LaneProps {
  side: SideName;
  shown: Span;
}

function Lane({ side, shown }: LaneProps) {
  const draw = useDraw(side, shown);
  const { hint, point, leave } = useHint(side, shown);
  const press = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || event.target instanceof HTMLButtonElement) return;
    const frame = frameAtShare(shareUnder(event), shown);
    const at = overridesAt(overridesNow(side), frame).at(-1) ?? null;
    // Beside them all it is the whole clip that is meant.
    if (at === null) return editOverride(side, null);
    dispatch({ type: 'play/stopped' });
    dispatch({ type: 'playhead/moved', frame });
    edit(side, at);
  };
  return (
    <div className="lane override-lane">
      <div className="lane-places" onPointerMove={point} onPointerLeave={leave} onPointerUp={press}>
        <LaneCanvas draw={draw} />
        <OverrideHere side={side} shown={shown} />
      </div>
      <LaneTip hint={hint} />
    </div>
  );
}

/** Where it can be seen. */
function edit(side: SideName, at: number | null): void {
  dispatch({ type: 'preference/changed', preference: { rightTab: 'recipe' } });
  if (!workspace.getState().session.panels.right) dispatch({ type: 'panel/toggled', panel: 'right' });
  editOverride(side, at);
}

function overridesNow(side: SideName) {
  return overridesOf(workspace.getState().project[side]?.recipe);
}

function useDraw(side: SideName, { from, to }: Span) {
  const recipe = useWorkspace(({ project }) => project[side]?.recipe ?? null);
  const edited = useWorkspace(({ session }) => (session.editedSide === side ? session.editedOverride : null));
  const drawn = useMemo(
    () =>
      overridesOf(recipe).map((override, at) => ({
        override,
        labels: recipe ? changeLabels(recipe, override) : [],
        isEdited: at === edited,
      })),
    [recipe, edited],
  );
  return useCallback((lane: LaneSurface) => drawOverrides(lane, drawn, { from, to }), [drawn, from, to]);
}

/** The override at the playhead is a real button over its drawing: the lane's way in for keyboards and screen readers. */
function OverrideHere({ side, shown }: LaneProps) {
  const recipe = useWorkspace(({ project }) => project[side]?.recipe ?? null);
  const overrides = overridesOf(recipe);
  const at = useWorkspace(({ session }) => overridesAt(overrides, session.playhead).at(-1) ?? null);
  const override = at === null ? undefined : overrides[at];
  if (!recipe || !override) return null;
  const [left, right] = [override.from, override.to].map((frame) =>
    Math.min(1, Math.max(0, shareOfFrame(frame, shown))),
  ) as [number, number];
  return (
    <button
      type="button"
      className="section-here"
      style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }}
      aria-label={`Edit the override at the playhead: ${spanText(override)}. ${changesText(recipe, override)}`}
      onClick={() => edit(side, at)}
    />
  );
}

function useHint(side: SideName, shown: Span) {
  const clock = useWorkspace(timelineClock);
  const [hint, setHint] = useState<LaneHint | null>(null);
  const last = useRef<number | null>(null);
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const recipe = workspace.getState().project[side]?.recipe ?? null;
    const overrides = overridesOf(recipe);
    const share = shareUnder(event);
    const at = overridesAt(overrides, frameAtShare(share, shown)).at(-1) ?? null;
    if (at === last.current && hint) return;
    last.current = at;
    const override = at === null ? undefined : overrides[at];
    if (!recipe || !override || at === null)
      return setHint({ title: `${side.toUpperCase()}: settings of the whole clip`, lines: [], share });
    const changes = changeLines(recipe, override);
    const lines = [
      spanTimes(override, clock),
      ...(changes.length > 0 ? changes : ['Changes nothing yet']),
      overlapText(overrides, at),
    ];
    setHint({ title: `${side.toUpperCase()}: ${spanText(override)}`, lines: lines.filter(Boolean), share });
  };
  return { hint, point, leave: () => setHint(null) };
}

function shareUnder(event: PointerEvent<HTMLDivElement>): number {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  return Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width)));
}
