/**
 * Every step a recipe may hold, as data, in the order of repair: form, validation and command line are drawn from this table.
 *
 * What a step does to pictures is in native-pipeline/recipes/steps/. Order after field-notes: fields first, on unscaled lines; then
 * cleaning, cropping, enlarging; colour last.
 */
import type { SettingDeclaration, StepDeclaration } from './recipe';

export const STEPS: readonly StepDeclaration[] = [
  {
    kind: 'detelecine',
    title: 'Field match (telecined film)',
    says: 'Pairs the two fields of each film frame again; nothing is interpolated where a partner exists.',
    settings: [
      {
        type: 'switch',
        name: 'isFilmRate',
        label: 'Bring back to film rate',
        says: 'Drops the repeat, one frame of five. Right for film only: in native video it drops real pictures.',
        default: true,
      },
      {
        type: 'switch',
        name: 'isRepairing',
        label: 'Repair leftover combing',
        says: 'Frames whose partner field was cut away are rebuilt by bwdif; all others pass untouched.',
        default: true,
      },
      {
        type: 'number',
        name: 'combThreshold',
        label: 'Comb threshold',
        says: 'How far lines must stand out to count as combed. Lower finds more, and takes fine detail for combing.',
        min: 1,
        max: 60,
        step: 1,
        unit: 'codes',
        // fieldmatch's own 9 flags whole film frames of detailed pictures; at 12 none of ours, and still 44 of 50 native ones.
        default: 12,
      },
    ],
  },
  {
    kind: 'deinterlace',
    title: 'Deinterlace (native video)',
    says: 'Makes whole frames from fields that never formed one.',
    settings: [
      {
        type: 'choice',
        name: 'method',
        label: 'Method',
        says: 'bwdif is the best of the three in motion; estdif looks at one field alone and never ghosts.',
        options: [
          { value: 'bwdif', label: 'bwdif' },
          { value: 'yadif', label: 'yadif' },
          { value: 'estdif', label: 'estdif (slow)' },
        ],
        default: 'bwdif',
      },
      {
        type: 'choice',
        name: 'rate',
        label: 'One picture for each',
        says: 'Native video holds as many moments as fields; one for each frame keeps half of the motion.',
        options: [
          { value: 'field', label: 'Field (double rate)' },
          { value: 'frame', label: 'Frame (same rate)' },
        ],
        default: 'field',
      },
    ],
  },
  {
    kind: 'denoise',
    title: 'Denoise',
    says: 'Takes noise away before enlarging would magnify it; grain goes with it, so stay gentle.',
    settings: [
      {
        type: 'choice',
        name: 'method',
        label: 'Method',
        says: 'hqdn3d works in space and time, nlmeans in space (slow, fine), atadenoise in time only.',
        options: [
          { value: 'hqdn3d', label: 'hqdn3d' },
          { value: 'nlmeans', label: 'nlmeans (slow)' },
          { value: 'atadenoise', label: 'atadenoise' },
        ],
        default: 'hqdn3d',
      },
      strength('luma', 'Luma', 'How much noise is taken from brightness.', 2),
      strength('chroma', 'Chroma', 'How much from colour. nlmeans uses the luma strength for both.', 2),
      strength('temporal', 'Over time', 'How much frames are averaged in time. hqdn3d only.', 3),
    ],
  },
  {
    kind: 'deblock',
    title: 'Deblock',
    says: 'Smooths the edges of the 8 × 8 blocks that hard compression leaves.',
    settings: [
      {
        type: 'choice',
        name: 'strength',
        label: 'Strength',
        says: 'Weak touches the samples next to an edge, strong three on either side.',
        options: [
          { value: 'weak', label: 'Weak' },
          { value: 'strong', label: 'Strong' },
        ],
        default: 'weak',
      },
    ],
  },
  {
    kind: 'deband',
    title: 'Deband',
    says: 'Breaks up visible steps in skies and fades.',
    settings: [
      {
        type: 'number',
        name: 'threshold',
        label: 'Threshold',
        says: 'Steps smaller than this share of full scale count as banding.',
        min: 0.1,
        max: 10,
        step: 0.1,
        unit: '%',
        default: 1,
      },
      {
        type: 'number',
        name: 'radius',
        label: 'Radius',
        says: 'How far around it looks.',
        min: 4,
        max: 64,
        step: 1,
        unit: 'samples',
        default: 16,
      },
    ],
  },
  {
    kind: 'crop',
    title: 'Crop',
    says: 'Cuts away bars and blanking; the rest keeps its shape.',
    settings: [edge('left', 'Left'), edge('right', 'Right'), edge('top', 'Top'), edge('bottom', 'Bottom')],
  },
  {
    kind: 'enlarge',
    title: 'Enlarge',
    says: 'Brings the picture to a new height with square samples; the width follows from its shape.',
    settings: [
      {
        type: 'choice',
        name: 'kernel',
        label: 'Kernel',
        says: 'How samples in between are found: bicubic is neutral, spline36 and lanczos are crisper and may ring.',
        options: [
          { value: 'bicubic', label: 'Bicubic' },
          { value: 'lanczos', label: 'Lanczos' },
          { value: 'spline36', label: 'Spline 36' },
          { value: 'bilinear', label: 'Bilinear' },
          { value: 'area', label: 'Area' },
          { value: 'nearest', label: 'Nearest' },
        ],
        default: 'bicubic',
      },
      {
        type: 'number',
        name: 'lines',
        label: 'Height',
        says: 'Lines of the result. 480 lines of 4:3 become 1440 × 1080.',
        min: 2,
        max: 4320,
        step: 2,
        unit: 'lines',
        default: 1080,
      },
      {
        type: 'switch',
        name: 'isSquareOnly',
        label: 'Square samples only',
        says: 'Keeps the height and only makes the samples square.',
        default: false,
      },
    ],
  },
  {
    kind: 'sharpen',
    title: 'Sharpen',
    says: 'Raises the contrast of fine detail; best after enlarging, and little of it.',
    settings: [
      {
        type: 'choice',
        name: 'method',
        label: 'Method',
        says: 'cas spares edges that are sharp already; unsharp treats all alike and shows halos sooner.',
        options: [
          { value: 'cas', label: 'cas' },
          { value: 'unsharp', label: 'unsharp' },
        ],
        default: 'cas',
      },
      {
        type: 'number',
        name: 'amount',
        label: 'Amount',
        says: 'Luma only.',
        min: 0,
        max: 1,
        step: 0.05,
        unit: '',
        default: 0.3,
      },
    ],
  },
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
];

/** Where a step stands in the order of repair; steps of later rank belong behind. */
export function stepRank(kind: string): number {
  return STEPS.findIndex((step) => step.kind === kind);
}

export function findStep(kind: string): StepDeclaration | null {
  return STEPS.find((step) => step.kind === kind) ?? null;
}

function strength(name: string, label: string, says: string, usual: number): SettingDeclaration {
  // 20 is far beyond taste in every method; hqdn3d's own defaults are 4, 3 and 6.
  return { type: 'number', name, label, says, min: 0, max: 20, step: 0.5, unit: '', default: usual };
}

function edge(name: string, label: string): SettingDeclaration {
  // Even numbers only: an odd crop of 4:2:0 would shift colour against brightness.
  const says = 'Stored samples to cut, before enlarging.';
  return { type: 'number', name, label, says, min: 0, max: 1000, step: 2, unit: 'samples', default: 0 };
}
