/** The recipe that fits what was found. Pure; what the file claims is asked only where nothing moves. */
import type { ActivePicture, Analysis, FaultSeries, Section } from '../../model/analysis';
import { type Clip, clockOf, type Finding, hasEqualFields, uprightSize } from '../../model/clip';
import { type Clock, countAt } from '../../model/displayClock';
import { findPreset, suggestPreset } from '../../model/presets';
import type { Recipe } from '../../model/recipe';
import { framesPerSecond } from '../../model/time';
import { hasVerticalChroma } from '../clips/pixelFormat';

/** How a stretch must be treated; the map's preset treats each its own way. */
const KINDS = [
  'telecined film',
  'film in shifted fields',
  'native interlaced video',
  'whole frames',
  'soft-telecined film',
  'film under video titles',
] as const;
type Kind = (typeof KINDS)[number];

/** What the proposal rests on besides the clip's claims. */
export interface Seen {
  sections: readonly Section[];
  activePicture: Finding<ActivePicture>;
  faults: readonly FaultSeries[];
}

export function suggestRecipe(clip: Clip, { sections, activePicture, faults }: Seen): Analysis['suggestion'] {
  const { recipe, because } = renderable(
    clip,
    sections,
    isUncombed(clip, sections, faults)
      ? doubtful(clip, 'Some frames look like video, but no picture is combed.')
      : fittingPreset(clip, sections),
  );
  return { recipe, because: `${because}${cropRemark(clip, activePicture)}` };
}

function fittingPreset(clip: Clip, sections: readonly Section[]): Analysis['suggestion'] {
  const claimed = suggestPreset(clip);
  const clock = clockOf(clip);
  const counts = countKinds(sections, clock);
  const moving = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (clip.kind === 'still') return claimed;
  if (moving === 0)
    return {
      recipe: claimed.recipe,
      because: `Nothing moves, so the pictures cannot tell. ${claimed.because}`,
    };
  // Guesses from too few frames, or of what shows no motion: the file knows better.
  if (sections.every(({ cadence, confidence }) => cadence === 'static' || confidence === 'unsure'))
    return doubtful(clip, 'The pictures do not tell for sure.');
  const shares = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, count]) => `${percent(count / moving)} ${kind}`);
  const [only] = counts.size === 1 ? [...counts.keys()] : [];
  if (only && presetFor(only) === 'progressive' && clip.codedSize.height >= 720)
    return { recipe: preset('plain'), because: claimed.because };
  if (only) return { recipe: preset(presetFor(only)), because: `${oneKind(only)}${doubt(sections)}` };
  const lost = sections
    .filter((section) => losesAtFilmRate(section, clip))
    .reduce((sum, section) => sum + lengthOf(section, clock), 0);
  const rate =
    lost > 0.5 * moving
      ? ' Most of it is no film and would lose pictures at film rate, so every field is kept: 59.94 (or 50) pictures a second.'
      : '';
  return {
    recipe: rate === '' ? preset('dvd-true') : atFieldRate(preset('dvd-true')),
    because: `${shares.join(', ')}, cut together in ${sections.length} sections: each is treated its own way, by the map.${rate}${doubt(sections)}`,
  };
}

/** Fields that are not equally high cannot be woven by a map: then film is matched, and what is cut together becomes video. */
function renderable(
  clip: Clip,
  sections: readonly Section[],
  suggestion: Analysis['suggestion'],
): Analysis['suggestion'] {
  const lines = uprightSize(clip).height;
  const isFollowing = suggestion.recipe.steps.some(({ kind }) => kind === 'cadence');
  if (!isFollowing || hasEqualFields(lines, hasVerticalChroma(clip.pixelFormat))) return suggestion;
  const isFilm = sections.every((section) => (kindOf(section) ?? 'telecined film') === 'telecined film');
  const instead = isFilm
    ? 'so fields are matched picture by picture instead'
    : 'so every field becomes a picture instead';
  return {
    recipe: preset(isFilm ? 'dvd-film' : 'dvd-video'),
    because: `${suggestion.because} ${lines} lines do not divide into two equal fields to follow that, ${instead}.`,
  };
}

function atFieldRate(recipe: Recipe): Recipe {
  const steps = recipe.steps.map((step) =>
    step.kind === 'cadence' ? { ...step, settings: { ...step.settings, rate: 'field' } } : step,
  );
  return { ...recipe, steps };
}

function doubtful(clip: Clip, why: string): Analysis['suggestion'] {
  const { recipe, because } = suggestPreset(clip);
  return { recipe, because: `${why} ${because}` };
}

/** Combing below this share is none, percent; fewer pictures prove nothing. */
const LEAST_COMBING = 5;
const LEAST_PICTURES = 3;

/** True where the file says progressive, nothing but native video is held against it, and that shows in no picture. */
function isUncombed({ scan }: Clip, sections: readonly Section[], faults: readonly FaultSeries[]): boolean {
  const combing = faults.find(({ name }) => name === 'combing')?.values ?? [];
  const isClaimed = scan.value === 'progressive' && scan.source === 'tagged';
  const hasVideo = sections.some(({ cadence }) => cadence === 'video-interlaced');
  const isOnlyVideo = sections.every(({ cadence }) => cadence !== 'film' && cadence !== 'hybrid');
  if (!isClaimed || !hasVideo || !isOnlyVideo) return false;
  return combing.length >= LEAST_PICTURES && Math.max(...combing) < LEAST_COMBING;
}

/** At film rate native video keeps two of five fields, and whole frames at 29.97 four of five. */
function losesAtFilmRate({ cadence, pulldown }: Section, { rate }: Clip): boolean {
  if (cadence === 'video-interlaced' || cadence === 'hybrid') return true;
  const isPal = Math.abs(framesPerSecond(rate) - 25) < 0.5;
  return !isPal && (cadence === 'video-progressive' || pulldown === '2:2');
}

/** What the display counts: a frame of soft telecine stays longer than one of video. */
function lengthOf({ from, to }: Section, clock: Clock): number {
  return countAt(to, clock) - countAt(from, clock);
}

function countKinds(sections: readonly Section[], clock: Clock): Map<Kind, number> {
  const counts = new Map<Kind, number>();
  for (const section of sections) {
    const kind = kindOf(section);
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + lengthOf(section, clock));
  }
  return counts;
}

/** Null for static: any treatment gives the same picture. */
function kindOf({ cadence, pulldown, phase }: Section): Kind | null {
  if (cadence === 'static') return null;
  if (cadence === 'hybrid') return 'film under video titles';
  if (cadence === 'video-interlaced') return 'native interlaced video';
  if (pulldown === 'soft') return 'soft-telecined film';
  if (cadence === 'video-progressive') return 'whole frames';
  if (pulldown === '2:2') return phase === 1 ? 'film in shifted fields' : 'whole frames';
  return 'telecined film';
}

function presetFor(kind: Kind): string {
  if (kind === 'native interlaced video') return 'dvd-video';
  if (kind === 'whole frames' || kind === 'soft-telecined film') return 'progressive';
  // By the map rather than by fieldmatch and decimate: exact at cuts and breaks, and faster.
  return 'dvd-true';
}

function oneKind(kind: Kind): string {
  switch (kind) {
    case 'telecined film':
      return 'Telecined film throughout: the film frames are put together again and the repeats dropped.';
    case 'film in shifted fields':
      return 'Whole pictures throughout, their fields shifted against the frames: they are paired again, every one is kept.';
    case 'native interlaced video':
      return 'Native interlaced video throughout: every field is a moment of its own and becomes a picture.';
    case 'whole frames':
      return 'Whole frames throughout: there is nothing to deinterlace.';
    case 'soft-telecined film':
      return 'Soft-telecined film throughout: it is stored as whole frames, there is nothing to deinterlace.';
    case 'film under video titles':
      return 'Film under video titles throughout.';
  }
}

function doubt(sections: readonly Section[]): string {
  const unsure = sections.filter(
    ({ confidence, cadence }) => confidence === 'unsure' && cadence !== 'static',
  ).length;
  if (unsure === 0) return '';
  return unsure === 1
    ? ' One section is unsure: look at it.'
    : ` ${unsure} sections are unsure: look at them.`;
}

function cropRemark(clip: Clip, { value, source }: Finding<ActivePicture>): string {
  const { width, height } = uprightSize(clip);
  if (source !== 'measured' || (value.width === width && value.height === height)) return '';
  const [right, bottom] = [width - value.left - value.width, height - value.top - value.height];
  return ` Bars or blanking: consider a crop of ${value.left} left, ${right} right, ${value.top} above, ${bottom} below.`;
}

function preset(id: string): Recipe {
  const recipe = findPreset(id);
  if (!recipe) throw new Error(`no preset ${id}`);
  return recipe;
}

function percent(share: number): string {
  return share > 0 && share < 0.005 ? 'under 1 %' : `${Math.round(share * 100)} %`;
}
