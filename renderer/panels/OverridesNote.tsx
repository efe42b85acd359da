/** Says that spans of the clip have other settings than the steps below show, and takes them out on request. They are written in the recipe's file. */
import type { Recipe } from '../../model/recipe';
import { countText } from '../ui/words';

interface OverridesNoteProps {
  recipe: Recipe | null;
  onChange(recipe: Recipe): void;
}

export function OverridesNote({ recipe, onChange }: OverridesNoteProps) {
  const overrides = recipe?.overrides ?? [];
  const [first] = overrides;
  if (!recipe || !first) return null;
  const { overrides: _gone, ...rest } = recipe;
  return (
    <div className="overrides-note quiet">
      <p>
        {countText(overrides.length, 'span')} with other settings than the steps below, the first in frames{' '}
        {first.from} to {first.to - 1}.
      </p>
      <button type="button" className="button" onClick={() => onChange(rest)}>
        Remove overrides
      </button>
    </div>
  );
}
