/** Sections and shots in words and letters: what the lanes, the editor and the panel call them. Pure. */
import type { Cadence, Confidence, Pulldown, Section, Shot } from '../../model/analysis';
import type { FieldOrder } from '../../model/clip';
import type { Clock } from '../../model/displayClock';
import { formatTimecode } from '../../model/time';
import { sayMatch } from './letters';

/** One letter each, so that the lane reads without colour. */
export const CADENCE_LETTERS: Readonly<Record<Cadence, string>> = {
  film: 'F',
  'video-interlaced': 'V',
  'video-progressive': 'P',
  hybrid: 'H',
  static: 'S',
};

export const CADENCE_NAMES: Readonly<Record<Cadence, string>> = {
  film: 'Film',
  'video-interlaced': 'Native video, interlaced',
  'video-progressive': 'Progressive',
  hybrid: 'Hybrid: film under video titles',
  static: 'Static: nothing moves',
};

export const PULLDOWN_NAMES: Readonly<Record<Pulldown, string>> = {
  '3:2': '3:2',
  '2:3:3:2': '2:3:3:2',
  '2:2': '2:2',
  euro: 'Euro',
  soft: 'soft',
};

export const ORDER_NAMES: Readonly<Record<FieldOrder, string>> = {
  'top-first': 'top first',
  'bottom-first': 'bottom first',
};

const CONFIDENCE_WORDS: Readonly<Record<Confidence, string>> = {
  sure: 'sure',
  likely: 'likely',
  unsure: 'unsure, please look',
};

/** 'F 3:2', 'V'; with '?' where it is unsure. */
export function sectionLabel({ cadence, pulldown, confidence }: Section): string {
  const letter = CADENCE_LETTERS[cadence];
  return `${letter}${pulldown ? ` ${PULLDOWN_NAMES[pulldown]}` : ''}${confidence === 'unsure' ? ' ?' : ''}`;
}

/** 'Film 3:2', 'Native video, interlaced'. */
export function sectionName({ cadence, pulldown }: Pick<Section, 'cadence' | 'pulldown'>): string {
  const isFilm = cadence === 'film' && pulldown !== null;
  return isFilm ? `Film ${PULLDOWN_NAMES[pulldown]}` : CADENCE_NAMES[cadence];
}

/** What is said about a section besides its name, a line each: place, certainty, phase and order, why. */
export function sectionLines(section: Section, clock: Clock): string[] {
  const { from, to, because, cadence, pulldown, phase, fieldOrder, confidence, isChosen, margin } = section;
  const lead = margin === null ? '' : `, ${leadWord(margin)} ahead of the next best explanation`;
  const parts = [
    // The name of film tells it already.
    cadence === 'hybrid' && pulldown !== null ? `pulldown ${PULLDOWN_NAMES[pulldown]}` : '',
    phase === null ? '' : `phase ${phase}`,
    fieldOrder === null ? 'field order not shown' : ORDER_NAMES[fieldOrder],
    isChosen ? 'chosen by you' : `${CONFIDENCE_WORDS[confidence]}${lead}`,
  ];
  return [
    `Frames ${from} to ${to - 1}, ${formatTimecode(from, clock)}`,
    parts.filter(Boolean).join(', '),
    isChosen ? '' : because,
  ].filter(Boolean);
}

/** 'hardly', 'clearly', 'far'. The first ends where "unsure" does, at 8 nats; the second goes to what nothing overturns any more. */
function leadWord(nats: number): string {
  if (nats < 8) return 'hardly';
  return nats < 100 ? 'clearly' : 'far';
}

/** The lead as a number, for who wants it; '' where there is none. */
export function leadText({ margin }: Pick<Section, 'margin'>): string {
  return margin === null ? '' : `${Math.round(margin)} nats ahead of the next best explanation`;
}

/** The same with what is said of one frame of it. */
export function frameLines(section: Section, frame: number, clock: Clock): string[] {
  const match = sayMatch(section, frame);
  return [...sectionLines(section, clock), match && `Frame ${frame}, ${match}`].filter(Boolean);
}

const STARTS: Readonly<Record<Shot['start'], string>> = {
  clip: 'the start of the clip',
  cut: 'a cut',
  dissolve: 'a dissolve',
  fade: 'a fade',
};

export function shotLines({ from, to, start, isMidFrame, transition }: Shot, clock: Clock): string[] {
  const over = transition ? ` over frames ${transition.from} to ${transition.to - 1}` : '';
  return [
    `Frames ${from} to ${to - 1}, ${formatTimecode(from, clock)}, ${to - from} long`,
    `Begins with ${STARTS[start]}${over}`,
    isMidFrame ? 'The cut falls between the two fields of its first frame' : '',
  ].filter(Boolean);
}
