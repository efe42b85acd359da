/**
 * The recipes everybody starts from, and which one fits a clip at first sight.
 *
 * A suggestion made here rests on what the file claims; only an analysis of the pictures can tell film from video.
 */
import type { Clip } from './clip';
import type { Recipe, SettingValue, Step } from './recipe';
import { framesPerSecond } from './time';

export const PRESETS: readonly Recipe[] = [
  preset(
    'plain',
    'Plain enlargement',
    'The baseline: a bicubic enlargement to 1080 lines and nothing else.',
    [step('enlarge', { kernel: 'bicubic', lines: 1080 })],
  ),
  preset(
    'dvd-film',
    'NTSC DVD, film',
    'Film telecined to 29.97i: fields are matched, the repeats dropped, the 23.976 film frames enlarged and brought to BT.709.',
    [step('detelecine'), ...finish()],
  ),
  preset(
    'dvd-film-clean',
    'NTSC DVD, film, hard compression',
    'The same with gentle deblocking and denoising for discs that show blocks and noise; some grain is lost.',
    [
      step('detelecine'),
      step('denoise', { method: 'spacetime', luma: 1.5, chroma: 2, temporal: 2.5 }),
      step('deblock', { strength: 'weak' }),
      ...finish(),
    ],
  ),
  preset(
    'dvd-true',
    'DVD, true frames',
    'Film, or film and video cut together: follows the analysis. Film is woven from its own fields, native video brought to the rate of the result, nothing guessed while rendering.',
    [step('cadence'), ...finish()],
  ),
  preset(
    'dvd-video',
    'NTSC or PAL DVD, video',
    'Native interlaced video: one picture from each field (59.94 or 50 a second), as it was shot, enlarged and brought to BT.709.',
    [step('deinterlace', { method: 'bwdif', rate: 'field' }), ...finish()],
  ),
  preset(
    'pal-film',
    'PAL DVD, film',
    'Film at 25 frames a second: fields are paired where they were shifted, every frame is kept, enlarged and brought to BT.709.',
    [step('detelecine', { isFilmRate: false }), ...finish()],
  ),
  preset(
    'progressive',
    'Progressive SD',
    'Whole frames already: enlarged, slightly sharpened and brought to BT.709; time is left alone.',
    finish(),
  ),
  preset(
    'film-frames',
    'Film frames as stored',
    'Fields matched and repeats dropped, nothing else: the 23.976 film frames at the size of the disc, for archives and other tools.',
    [step('detelecine')],
  ),
  preset(
    'true-frames',
    'True frames as stored',
    'Follows the analysis, nothing else: film frames and video fields at the size of the disc, each at its own time, for archives and other tools.',
    [step('cadence', { rate: 'variable' })],
  ),
  preset(
    'vhs',
    'VHS and other tape',
    'Native video with noisy colour: one picture from each field, colour noise held down, head-switching lines cut off.',
    [
      step('deinterlace', { method: 'bwdif', rate: 'field' }),
      step('denoise', { method: 'spacetime', luma: 3, chroma: 6, temporal: 3 }),
      // The head switch spoils the last 6 to 10 lines of a VHS picture.
      step('crop', { bottom: 8 }),
      ...finish({ isFilling: true }),
    ],
  ),
];

export function findPreset(id: string): Recipe | null {
  return PRESETS.find((recipe) => recipe.id === id) ?? null;
}

export interface Suggestion {
  recipe: Recipe;
  /** One sentence: why this one, and how sure that is. */
  because: string;
}

/** The preset that fits what the file claims. Not a verdict: telecined film and native video carry the same flag. */
export function suggestPreset(
  clip: Pick<Clip, 'scan' | 'rate' | 'codedSize' | 'kind' | 'colour'>,
): Suggestion {
  const fps = framesPerSecond(clip.rate);
  if (clip.kind === 'still') return suggest('plain', 'A single picture: it is only enlarged.');
  if (clip.codedSize.height >= 720)
    return suggest('plain', 'This is not SD: enlarge it only where you need to.');
  if (clip.scan.value === 'progressive') return suggest('progressive', clip.scan.because);
  if (clip.scan.value === 'unknown')
    return suggest(
      'progressive',
      'The file does not say whether it is interlaced; look for combing in motion, and choose a DVD recipe if you see it.',
    );
  if (isNear(fps, 25))
    return suggest(
      'pal-film',
      'Marked as interlaced at 25 frames a second: most of it is film in whole frames; if motion combs, take "NTSC or PAL DVD, video".',
    );
  if (isNear(fps, 29.97))
    return suggest(
      'dvd-film',
      'Marked as interlaced at 29.97: telecined film and native video carry the same mark; film is the usual case. Native sections lose one frame of five by it.',
    );
  return suggest(
    'dvd-video',
    'Marked as interlaced at a rate that is not that of telecined film: every field is shown.',
  );
}

function isNear(fps: number, wanted: number): boolean {
  return Math.abs(fps - wanted) < 0.1;
}

function suggest(id: string, because: string): Suggestion {
  const recipe = findPreset(id);
  if (!recipe) throw new Error(`no preset ${id}`);
  return { recipe, because };
}

/** What every remaster ends with: enlarge, a little sharpening for what the kernel softened, HD colours. */
function finish(enlarging: Record<string, SettingValue> = {}): Step[] {
  return [
    step('enlarge', { kernel: 'spline36', lines: 1080, ...enlarging }),
    step('sharpen', { method: 'cas', amount: 0.2 }),
    step('colour'),
  ];
}

function preset(id: string, title: string, says: string, steps: Step[]): Recipe {
  return { id, title, says, interpret: {}, steps };
}

function step(kind: string, settings: Record<string, SettingValue> = {}): Step {
  return { kind, isOn: true, settings };
}
