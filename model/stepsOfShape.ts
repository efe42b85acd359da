/** Declarations of the steps that change which samples there are: crop, enlarge, and what belongs behind an enlargement. */
import type { SettingDeclaration, StepDeclaration } from './recipe';

export const SHAPE_STEPS: readonly StepDeclaration[] = [
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
          { value: 'nnedi', label: 'nnedi (doubles first; needs weights)' },
          { value: 'xbr', label: 'xBR (for drawn pixels)' },
          { value: 'hqx', label: 'hqx (for drawn pixels)' },
          { value: 'super2xsai', label: '2xSaI (for drawn pixels)' },
          { value: 'libplacebo', label: 'libplacebo (needs Vulkan)' },
        ],
        default: 'bicubic',
      },
      {
        type: 'number',
        name: 'lines',
        label: 'Height',
        says: 'Lines of the whole picture, an even number: an odd one is rounded up. 480 lines of 4:3 become 1440 × 1080; cropped to 360 lines before, 1440 × 810.',
        min: 2,
        max: 4320,
        step: 2,
        unit: 'lines',
        default: 1080,
        onlyWith: { setting: 'isSquareOnly', is: [false] },
      },
      {
        type: 'switch',
        name: 'isSquareOnly',
        label: 'Square samples only',
        says: 'Keeps the height and only makes the samples square.',
        default: false,
      },
      {
        type: 'switch',
        name: 'isFilling',
        label: 'Crop fills the height',
        says: 'On: what a crop has left gets all these lines, and is wider for it. Off: it keeps the scale of the whole picture, and can be held beside it.',
        default: false,
        onlyWith: { setting: 'isSquareOnly', is: [false] },
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
    kind: 'regrain',
    title: 'Regrain',
    says: 'Lays fine moving grain over the picture, which hides banding and the smoothness of cleaned pictures. The same at every render.',
    settings: [
      {
        type: 'number',
        name: 'amount',
        label: 'Amount',
        says: 'Standard deviation of the grain, in codes of 8 bits. Luma only.',
        min: 0,
        max: 16,
        step: 0.25,
        unit: 'codes',
        default: 2,
      },
      {
        type: 'choice',
        name: 'size',
        label: 'Grain',
        says: 'How large the grains are, at the size of the result.',
        options: [
          { value: 'fine', label: 'Fine (one sample)' },
          { value: 'medium', label: 'Medium' },
          { value: 'coarse', label: 'Coarse' },
        ],
        default: 'medium',
      },
      {
        type: 'number',
        name: 'seed',
        label: 'Pattern',
        says: 'Another number is another pattern.',
        min: 0,
        max: 9999,
        step: 1,
        unit: '',
        default: 1,
      },
    ],
  },
];

function edge(name: string, label: string): SettingDeclaration {
  const says = 'Stored samples to cut, before enlarging. Odd numbers work in 4:4:4 from here on.';
  return { type: 'number', name, label, says, min: 0, max: 1000, step: 1, unit: 'samples', default: 0 };
}
