/** Which preset the side wears, what it is right for, and recipes as files. */
import { FileDown, FileUp } from 'lucide-react';
import { type ChangeEvent, useRef } from 'react';
import { findPreset, PRESETS, suggestPreset } from '../../model/presets';
import type { Recipe } from '../../model/recipe';
import { presetFor, sourceFor } from '../state/anotherRecipe';
import { loadRecipe, saveRecipe } from '../state/effects';
import { clipOf } from '../state/pair';
import { hasSameSteps, presetIdOf } from '../state/recipeEdits';
import { dispatch, useWorkspace } from '../state/store';
import type { SideName } from '../state/workspace';
import { Choice } from '../ui/Choice';
import { CommandButton } from '../ui/CommandButton';
import { IconButton } from '../ui/IconButton';

interface PresetChoiceProps {
  recipe: Recipe | null;
  side: SideName;
}

export function PresetChoice({ recipe, side }: PresetChoiceProps) {
  const take = (next: string) =>
    dispatch({
      type: 'recipe/taken',
      side,
      recipe: next === 'source' ? sourceFor(recipe) : presetFor(next, recipe),
    });
  const id = presetIdOf(recipe);
  return (
    <div className="preset">
      <div className="preset-row">
        <Choice label="Preset" options={optionsFor(recipe, id)} value={id} onChange={take} />
        <IconButton
          name="Save recipe"
          says="Save this recipe as a file"
          isDisabled={!recipe}
          onPress={() => recipe && saveRecipe(recipe)}
        >
          <FileDown />
        </IconButton>
        <LoadRecipe side={side} />
        <CommandButton command="sampler.open" />
      </div>
      <p className="quiet">{recipe?.says || findPreset(id)?.says || sayOwn(id)}</p>
      <SuggestionNote side={side} recipe={recipe} />
    </div>
  );
}

/** Why the recipe in use was suggested, or which one is and why. The bare source was asked for. */
function SuggestionNote({ side, recipe }: { side: SideName; recipe: Recipe | null }) {
  const clip = useWorkspace((state) => clipOf(state, side));
  const analysis = useWorkspace(({ engine }) => (clip ? engine.analyses[clip.id] : undefined));
  if (!clip || presetIdOf(recipe) === 'source') return null;
  // What the pictures show is worth more than what the file claims.
  const suggested = analysis?.suggestion ?? suggestPreset(clip);
  const start = hasSameSteps(recipe, suggested.recipe)
    ? 'In use, as suggested for this clip'
    : `Suggested for this clip: ${suggested.recipe.title}`;
  return (
    <details className="suggestion quiet">
      <summary>{start}</summary>
      <p>{suggested.because}</p>
    </details>
  );
}

function LoadRecipe({ side }: { side: SideName }) {
  const input = useRef<HTMLInputElement>(null);
  const load = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file) loadRecipe(file, side);
    event.target.value = '';
  };
  return (
    <>
      <IconButton name="Load recipe" says="Load a recipe from a file" onPress={() => input.current?.click()}>
        <FileUp />
      </IconButton>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label="Recipe file"
        hidden
        onChange={load}
      />
    </>
  );
}

function optionsFor(recipe: Recipe | null, id: string) {
  const own = id === '' ? [{ value: '', label: recipe?.title || 'Own recipe' }] : [];
  const presets = PRESETS.map((preset) => ({ value: preset.id, label: preset.title }));
  return [...own, { value: 'source', label: 'Source, untouched' }, ...presets];
}

function sayOwn(id: string): string {
  return id === 'source' ? 'The pictures as decoded, nothing done to them.' : 'A recipe of your own.';
}
