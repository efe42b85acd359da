/** Recipes as files: saved as a download, read from a file the user picks. Works the same in every shell. */
import { parseRecipe, type Recipe } from '../../../model/recipe';
import { dispatch } from '../store';
import type { SideName } from '../workspace';
import { attempt } from './door';

export function saveRecipe(recipe: Recipe): void {
  const blob = new Blob([`${JSON.stringify(recipe, null, 2)}\n`], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${fileName(recipe)}.recipe.json`;
  link.click();
  // The download has its own hold on the bytes by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function loadRecipe(file: File, side: SideName): void {
  void attempt(`Reading ${file.name}`, async () => {
    const recipe = parseRecipe(await file.text());
    dispatch({ type: 'recipe/taken', side, recipe });
  });
}

function fileName({ id, title }: Recipe): string {
  return (title || id || 'recipe').toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
