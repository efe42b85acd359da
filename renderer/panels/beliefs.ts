/** What the clip panel says about a clip: each belief as a row of text, with the choices a user has against it. Pure. */
import { type Clip, type Finding, type FindingSource, MATRICES, type Matrix } from '../../model/clip';
import type { Choices } from '../../model/recipe';
import { formatRational, parseRational } from '../../model/time';
import type { ChoiceOption } from '../ui/Choice';

export interface Belief {
  label: string;
  value: string;
  source: FindingSource;
  because: string;
  /** Present where the user may choose otherwise. `chosen` is '' for "as found". */
  choice?: { name: keyof Choices; options: readonly ChoiceOption[]; chosen: string };
}

export const MATRIX_NAMES: Readonly<Record<Matrix, string>> = {
  smpte170m: 'BT.601 525',
  bt470bg: 'BT.601 625',
  bt709: 'BT.709',
  bt2020nc: 'BT.2020',
  fcc: 'FCC 1953',
  smpte240m: 'SMPTE 240M',
  ycgco: 'YCgCo',
  gbr: 'RGB',
};

/** The aspects that SD really comes with (field-notes.md section 3); any other is kept when it is found. */
const ASPECTS: readonly [string, string][] = [
  ['1:1', 'square'],
  ['8:9', 'NTSC 4:3'],
  ['10:11', 'NTSC 4:3'],
  ['4320:4739', 'NTSC 4:3, exact'],
  ['32:27', 'NTSC 16:9'],
  ['40:33', 'NTSC 16:9'],
  ['16:15', 'PAL 4:3'],
  ['12:11', 'PAL 4:3'],
  ['64:45', 'PAL 16:9'],
  ['16:11', 'PAL 16:9'],
  ['4:3', 'HDV'],
];

const ORDERS: readonly [string, string][] = [
  ['progressive', 'whole frames'],
  ['top-first', 'top first'],
  ['bottom-first', 'bottom first'],
];

export function beliefsOf(clip: Clip, choices: Choices): Belief[] {
  const { colour } = clip;
  const order = (value: string | null) => ORDERS.find(([id]) => id === (value ?? 'progressive'))?.[1] ?? '';
  const aspect = ({ n, d }: { n: number; d: number }) => formatRational({ n, d }, ':');
  return [
    plain('Scan', clip.scan, String),
    chosen('Field order', clip.fieldOrder, order, 'fieldOrder', choices.fieldOrder, ORDERS),
    chosen(
      'Aspect',
      clip.sampleAspect,
      aspect,
      'sampleAspect',
      choices.sampleAspect && aspect(choices.sampleAspect),
      ASPECTS.map(([id, says]) => [id, `${id}  ${says}`]),
    ),
    ...(clip.rotation.value === 0 ? [] : [plain('Rotation', clip.rotation, (turn) => `${turn}°`)]),
    chosen(
      'Matrix',
      colour.matrix,
      (matrix) => MATRIX_NAMES[matrix],
      'matrix',
      choices.matrix,
      MATRICES.map((id) => [id, MATRIX_NAMES[id]]),
    ),
    chosen('Range', colour.range, String, 'range', choices.range, [
      ['limited', 'limited'],
      ['full', 'full'],
    ]),
    plain('Primaries', colour.primaries, String),
    plain('Transfer', colour.transfer, String),
    plain('Siting', colour.siting, String),
  ];
}

/** The choice that a select's value stands for; '' takes the choice back. */
export function withChoice(choices: Choices, name: keyof Choices, value: string): Choices {
  const { [name]: _dropped, ...rest } = choices;
  if (value === '') return rest;
  return { ...rest, [name]: name === 'sampleAspect' ? (parseRational(value) ?? undefined) : value };
}

function plain<Value>(label: string, finding: Finding<Value>, text: (value: Value) => string): Belief {
  const { value, source, because } = finding;
  return { label, value: text(value), source, because };
}

function chosen<Value>(
  label: string,
  finding: Finding<Value>,
  text: (value: Value) => string,
  name: keyof Choices,
  choice: string | undefined,
  options: readonly (readonly [string, string])[],
): Belief {
  const found = plain(label, finding, text);
  const all = [
    { value: '', label: `As found (${found.value})` },
    ...options.map(([id, says]) => ({ value: id, label: says })),
  ];
  const asChoice = { name, options: all, chosen: choice ?? '' };
  if (choice === undefined) return { ...found, choice: asChoice };
  const shown = name === 'sampleAspect' ? choice : (options.find(([id]) => id === choice)?.[1] ?? choice);
  const because = `You chose this. As found: ${found.value} (${found.source}). ${found.because}`;
  return { label, value: shown, source: 'chosen', because, choice: asChoice };
}
