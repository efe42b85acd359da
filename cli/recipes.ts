/** `remaster recipes`: the presets with their steps. */
import type { Recipe, Step } from '../model/recipe';
import { UsageError } from './arguments';
import type { Session } from './session';

export async function recipes(session: Session): Promise<void> {
  if (session.args.words.length > 0) throw new UsageError('recipes takes no words: it lists all of them');
  const presets = await session.client.listRecipes({});
  session.say(presets, presets.map(formatRecipe).join('\n\n'));
}

function formatRecipe({ id, title, steps }: Recipe): string {
  return [`${id} — ${title}`, ...steps.map(formatStep)].join('\n');
}

function formatStep({ kind, isOn, settings }: Step): string {
  const values = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  return `  ${isOn ? '' : '(off) '}${kind}${values.length > 0 ? `: ${values.join(', ')}` : ''}`;
}
