/** Which preset a clip is seen through at first. Pure. */
import type { Clip } from '../../../model/clip';
import type { Recipe } from '../../../model/recipe';

const EMPTY: Recipe = { id: 'plain', title: 'Plain', says: '', interpret: {}, steps: [] };

export function recipeForClip(clip: Clip, recipes: readonly Recipe[], samplePath: string | null): Recipe {
  const id = clip.path === samplePath ? 'dvd-film' : 'plain';
  return recipes.find((recipe) => recipe.id === id) ?? recipes[0] ?? EMPTY;
}
