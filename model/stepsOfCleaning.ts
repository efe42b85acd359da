/** Declarations of the steps that repair whole frames at the size they were stored in. */
import type { SettingDeclaration, StepDeclaration } from './recipe';

export const CLEANING_STEPS: readonly StepDeclaration[] = [
  {
    kind: 'chromashift',
    title: 'Chroma shift',
    says: 'Moves colour back onto brightness; tape and decoders let it lag, mostly to the right. Before anything is smoothed.',
    settings: [
      shift(
        'horizontal',
        'Sideways',
        'Colour is moved to the right by this, or to the left where it is negative.',
      ),
      shift(
        'vertical',
        'Up and down',
        'Downwards, or upwards where it is negative. Tape is often a line or two low.',
      ),
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
        says: 'The first works in space, then over nine frames; hqdn3d in space and over all frames before, so that a preview may be off by one code; nlmeans (slow) and wavelets in space, atadenoise in time only.',
        options: [
          { value: 'spacetime', label: 'Space, then time' },
          { value: 'hqdn3d', label: 'hqdn3d' },
          { value: 'nlmeans', label: 'nlmeans (slow)' },
          { value: 'atadenoise', label: 'atadenoise' },
          { value: 'vaguedenoiser', label: 'vaguedenoiser (wavelets)' },
        ],
        default: 'spacetime',
      },
      strength('luma', 'Luma', 'How much noise is taken from brightness; nlmeans and wavelets: from all.', 2),
      {
        ...strength('chroma', 'Chroma', 'How much from colour.', 2),
        onlyWith: { setting: 'method', is: ['spacetime', 'hqdn3d', 'atadenoise'] },
      },
      {
        ...strength(
          'temporal',
          'Over time',
          'How much frames are averaged in time; moving texture softens from 4 on.',
          3,
        ),
        onlyWith: { setting: 'method', is: ['spacetime', 'hqdn3d'] },
      },
    ],
  },
  {
    kind: 'dehalo',
    title: 'Dehalo',
    says: 'Takes away the pale or dark lines that sharpening drew along strong edges. Fine detail close to edges suffers too; slow.',
    settings: [
      {
        type: 'number',
        name: 'radius',
        label: 'Width',
        says: 'How wide a halo is. Lines that are thinner than this count as one.',
        min: 1,
        max: 5,
        step: 1,
        unit: 'samples',
        default: 2,
      },
      {
        type: 'number',
        name: 'limit',
        label: 'At most',
        says: 'No sample is changed by more than this, so that real lines near an edge only fade.',
        min: 0,
        max: 64,
        step: 1,
        unit: 'codes',
        default: 16,
      },
      {
        type: 'number',
        name: 'edge',
        label: 'Strong edge',
        says: 'How steep an edge must be to be searched for halos.',
        min: 8,
        max: 200,
        step: 1,
        unit: 'codes',
        default: 60,
      },
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
    kind: 'stabilise',
    title: 'Stabilise gate weave',
    says: 'Halves jumps of a sample and more of a picture that swayed in the film gate. Finer weave remains, and moved frames soften a little.',
    settings: [
      {
        type: 'number',
        name: 'reach',
        label: 'Reach',
        says: 'How far the picture may sway. Camera movement beyond it is left alone.',
        min: 16,
        max: 64,
        step: 16,
        unit: 'samples',
        default: 16,
      },
      {
        type: 'choice',
        name: 'edge',
        label: 'Edges are filled',
        says: 'What is shown where the moved picture leaves a gap; a crop behind this step hides it.',
        options: [
          { value: 'mirror', label: 'With the mirrored picture' },
          { value: 'clamp', label: 'With the outermost samples' },
          { value: 'original', label: 'With the unmoved picture' },
          { value: 'blank', label: 'With black' },
        ],
        default: 'mirror',
      },
    ],
  },
];

function strength(name: string, label: string, says: string, usual: number): SettingDeclaration {
  // 20 is far beyond taste in every method; hqdn3d's own defaults are 4, 3 and 6.
  return { type: 'number', name, label, says, min: 0, max: 20, step: 0.5, unit: '', default: usual };
}

function shift(name: string, label: string, says: string): SettingDeclaration {
  // An eighth of a chroma sample in 4:2:0; eight samples are more than any deck is off by.
  return { type: 'number', name, label, says, min: -8, max: 8, step: 0.25, unit: 'luma samples', default: 0 };
}
