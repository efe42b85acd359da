/** Declarations of the steps that decide how the picture looks and what the file says of it. */
import type { SettingDeclaration, StepDeclaration } from './recipe';

export const COLOUR_STEPS: readonly StepDeclaration[] = [
  {
    kind: 'colour',
    title: 'Colour 601 → 709',
    says: 'Converts matrix and primaries to BT.709, as HD expects, and tags the result so.',
    settings: [
      {
        type: 'switch',
        name: 'isWithPrimaries',
        label: 'Primaries too',
        says: 'Off converts the matrix only: reds and greens then keep the SD phosphors, and the tags say so.',
        default: true,
      },
    ],
  },
  {
    kind: 'grade',
    title: 'Levels and grade',
    says: 'Black and white points, then lift, gamma and gain of brightness, and saturation. What leaves the scale is clipped for good.',
    settings: [
      level(
        'black',
        'Black point',
        'What is to be black: 0 is black as tagged. NTSC with setup has its black at 7.5.',
        -20,
        50,
        0,
      ),
      level('white', 'White point', 'What is to be white: 100 is white as tagged.', 50, 130, 100),
      factor('lift', 'Lift', 'Raises the shadows, leaves white alone.', -0.5, 0.5, 0),
      factor('gamma', 'Gamma', 'Above 1 brightens the middle, black and white stay.', 0.3, 3, 1),
      factor('gain', 'Gain', 'Multiplies brightness and colour.', 0, 3, 1),
      factor('saturation', 'Saturation', 'Multiplies colour; 0 is black and white.', 0, 3, 1),
    ],
  },
  {
    kind: 'tags',
    title: 'Output tags',
    says: 'Says of the result what you know better. No sample is changed; players, and this window, show it by its tags.',
    settings: [
      {
        type: 'choice',
        name: 'colour',
        label: 'Colours',
        says: 'Relabels matrix, primaries and curve. To convert colours, use "Colour 601 → 709" instead.',
        options: [
          { value: 'as-made', label: 'As made' },
          { value: 'bt709', label: 'BT.709 (HD)' },
          { value: 'smpte170m', label: 'SMPTE 170M (NTSC SD)' },
          { value: 'bt470bg', label: 'BT.470BG (PAL SD)' },
        ],
        default: 'as-made',
      },
      {
        type: 'choice',
        name: 'shape',
        label: 'Shape',
        says: 'The shape in which the whole picture is to be shown.',
        options: [
          { value: 'as-made', label: 'As made' },
          { value: '4:3', label: '4:3' },
          { value: '16:9', label: '16:9' },
          { value: 'square', label: 'Square samples' },
        ],
        default: 'as-made',
      },
    ],
  },
];

function level(
  name: string,
  label: string,
  says: string,
  min: number,
  max: number,
  usual: number,
): SettingDeclaration {
  return { type: 'number', name, label, says, min, max, step: 0.5, unit: '%', default: usual };
}

function factor(
  name: string,
  label: string,
  says: string,
  min: number,
  max: number,
  usual: number,
): SettingDeclaration {
  return { type: 'number', name, label, says, min, max, step: 0.01, unit: '', default: usual };
}
