/**
 * Recipes: how to interpret a clip, then ordered steps with settings. A step is a declaration (here) and a function that yields filters
 * (native-pipeline/recipes/steps/). The form in the window, the validation and the command line are all drawn from the declarations.
 */
import { z } from 'zod';
import { sectionChoiceSchema } from './analysis';
import type { FieldOrder, Matrix, Primaries, Range, Siting, Size, Transfer } from './clip';
import { FIELD_ORDERS, MATRICES, RANGES } from './clip';
import { WorkbenchError } from './errors';
import type { Rational } from './time';

/** The values of another setting of the step with which a setting counts; with all others it changes nothing. */
export interface OnlyWith {
  setting: string;
  is: readonly SettingValue[];
}
interface AnySetting {
  name: string;
  label: string;
  says: string;
  onlyWith?: OnlyWith;
}
export interface NumberSetting extends AnySetting {
  type: 'number';
  min: number;
  max: number;
  step: number;
  unit: string;
  default: number;
}
export interface ChoiceSetting extends AnySetting {
  type: 'choice';
  options: readonly { value: string; label: string }[];
  default: string;
}
export interface SwitchSetting extends AnySetting {
  type: 'switch';
  default: boolean;
}
export type SettingDeclaration = NumberSetting | ChoiceSetting | SwitchSetting;
export type SettingValue = number | string | boolean;

export interface StepDeclaration {
  kind: string;
  title: string;
  /** One short sentence. */
  says: string;
  settings: readonly SettingDeclaration[];
}

const choicesSchema = z.object({
  fieldOrder: z.enum([...FIELD_ORDERS, 'progressive']).optional(),
  matrix: z.enum(MATRICES).optional(),
  range: z.enum(RANGES).optional(),
  sampleAspect: z.object({ n: z.number().int().positive(), d: z.number().int().positive() }).optional(),
  /** Spans of which the user knows better than the analysis; later ones win. */
  sections: z.array(sectionChoiceSchema).max(2000).optional(),
});
/** What the user chose against the clip's findings; an absent part means "as found". */
export type Choices = z.infer<typeof choicesSchema>;

const stepSchema = z.object({
  kind: z.string(),
  isOn: z.boolean().default(true),
  settings: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).default({}),
});
export type Step = z.infer<typeof stepSchema>;

const overrideSchema = z.object({
  /** Source frames; `to` is the first one behind. */
  from: z.number().int().nonnegative(),
  to: z.number().int().nonnegative(),
  /** By kind: settings that are named replace the recipe's; `isOn` is whether the step runs here, whatever the recipe says. None: nothing differs yet. */
  steps: z.array(stepSchema).max(40),
});
/** Other settings for a span of the clip; where two overlap, the later one wins. */
export type Override = z.infer<typeof overrideSchema>;

export const recipeSchema = z.object({
  id: z.string().default(''),
  title: z.string().default(''),
  /** One sentence for people: what it is right for. */
  says: z.string().default(''),
  interpret: choicesSchema.default({}),
  steps: z.array(stepSchema).max(40).default([]),
  overrides: z.array(overrideSchema).max(200).optional(),
});
export type Recipe = z.infer<typeof recipeSchema>;

/**
 * Reads a recipe from JSON text. Throws `recipe-invalid` with one sentence about the first thing that is wrong; a misspelled key is
 * wrong too, for it would be passed over in silence.
 */
export function parseRecipe(text: string): Recipe {
  const parsed = strictRecipe.safeParse(parseJson(text), { reportInput: true });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const says = issue
    ? `${describePlace(issue.path)} ${describeIssue(issue)}`
    : 'The recipe is not understood';
  throw new WorkbenchError('recipe-invalid', `${says}.`, RECIPE_HINT);
}

const strictRecipe = recipeSchema
  .extend({
    interpret: choicesSchema.strict().default({}),
    steps: z.array(stepSchema.strict()).max(40),
    overrides: z
      .array(overrideSchema.extend({ steps: z.array(stepSchema.strict()).max(40) }).strict())
      .max(200)
      .optional(),
  })
  .strict();

const RECIPE_HINT =
  'A recipe is { "title": "…", "steps": [{ "kind": "enlarge", "settings": { "lines": 1080 } }] }; save one from the window to see more.';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new WorkbenchError('recipe-invalid', `This is not JSON: ${why}.`, RECIPE_HINT, { cause });
  }
}

/** ['steps', 2, 'settings', 'luma'] -> 'Step 3, "settings.luma"'. */
function describePlace(path: readonly PropertyKey[]): string {
  const [first, second, ...rest] = path;
  if (first === undefined) return 'The recipe';
  if (first !== 'steps' || typeof second !== 'number') return `"${path.map(String).join('.')}"`;
  return rest.length === 0 ? `Step ${second + 1}` : `Step ${second + 1}, "${rest.map(String).join('.')}"`;
}

function describeIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${NOUNS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `holds "${issue.keys.join('", "')}", which means nothing here`;
    case 'invalid_union':
      return 'must be a number, a text, true or false';
    case 'too_big':
      return `is too large: at most ${issue.maximum}`;
    case 'too_small':
      return `is too small: ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
    default:
      return `is not valid (${issue.message})`;
  }
}

const NOUNS: Record<string, string> = {
  array: 'a list',
  object: 'an object in braces',
  record: 'an object in braces',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

/** Why a step is unfit for this clip or this build of ffmpeg; shown, not thrown. */
export interface Objection {
  /** Index in `recipe.steps`, or null where the whole recipe is meant. */
  step: number | null;
  /** 'refuse': cannot be run. 'warn': runs, but probably not what is wanted. */
  severity: 'refuse' | 'warn';
  says: string;
  hint: string;
}

/** How a plan's pictures relate to the source's frames. */
export type FrameRelation =
  | { kind: 'same' }
  /** Every source frame becomes `by` pictures (bob: 2). */
  | { kind: 'multiply'; by: number }
  /** Of every `cycle` source frames one is dropped by content (decimate). */
  | { kind: 'drop-one-of'; cycle: number }
  /** By a list made from the analysis; `pictures` are written in all, of `sourceFrames`. */
  | { kind: 'map'; pictures: number; sourceFrames: number; isConstantRate: boolean };

/** Source frames a picture depends on beyond its own, and whether that many make it bit-exact. */
export interface FilterMemory {
  behind: number;
  ahead: number;
  isExact: boolean;
  /** Said where `isExact` is false: how far a preview may be from the render. */
  tolerance: string;
}

/** A recipe worked out for one clip: filters as data. */
export interface Plan {
  /** The exact -vf graph; '' for the empty recipe. */
  graph: string;
  size: Size;
  sampleAspect: Rational;
  pixelFormat: string;
  matrix: Matrix;
  primaries: Primaries;
  transfer: Transfer;
  range: Range;
  siting: Siting;
  /** Not null where the result still holds two fields whose chroma was subsampled field by field. */
  chromaFields: FieldOrder | null;
  rate: Rational;
  relation: FrameRelation;
  memory: FilterMemory;
  objections: Objection[];
}
