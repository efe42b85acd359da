/** How many renders run at once on this machine, below the list of jobs. */
import { useEffect } from 'react';
import { chooseRenderPlaces, refreshRenderPlaces } from '../state/effects';
import { useWorkspace } from '../state/store';
import { Choice } from '../ui/Choice';

export function RenderPlacesChoice() {
  const places = useWorkspace(({ engine }) => engine.renderPlaces);
  useEffect(refreshRenderPlaces, []);
  if (!places) return null;
  const options = Array.from({ length: Math.min(places.most, MOST_SHOWN) }, (_none, n) => ({
    value: String(n + 1),
    label: n + 1 === places.suggested ? `${n + 1} (suggested)` : String(n + 1),
  }));
  return (
    <div className="field-row">
      <span>Renders at once</span>
      <Choice
        label="Renders at once"
        options={options}
        value={String(places.places)}
        onChange={(value) => chooseRenderPlaces(Number(value) === places.suggested ? null : Number(value))}
      />
    </div>
  );
}

/** Nobody has the memory for more. */
const MOST_SHOWN = 16;
