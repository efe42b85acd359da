/**
 * Other settings for spans of a clip: a step runs as the recipe says and as each override says, side by side, and a switch shows one of them by the
 * number of the picture. Pure.
 *
 * Not by every filter's own `enable`: those with memory would look at pictures that never reached them, and those that hand out pictures late are asked
 * about a later one. The switch comes behind all that, so a span is exact to the picture; it costs the time of both.
 */
import { FIELD_WORK, overrideOf } from '../../model/overrides';
import type { FilterMemory, Objection, Override, Recipe, Step } from '../../model/recipe';
import { settleSettings } from '../../model/settings';
import { findStep } from '../../model/steps';
import type { Span } from '../../model/time';
import { type Filter, FRAME_NUMBER, PICTURE_NUMBER } from '../ffmpeg/graph';
import { convertSamples } from './convert';
import {
  type Build,
  missingFilter,
  NO_MEMORY,
  type PictureState,
  type Remark,
  refuse,
  type StepWork,
} from './pictureState';

/** A step as it is in some spans of source frames. */
export interface Change {
  step: Step;
  /** In order; they do not overlap. */
  spans: readonly Span[];
}

/** Every set of settings runs all the time. */
const MOST_CHANGES = 6;

/** What overrides make of a step; later ones win. Nothing where they leave it as it is. */
export function changesOf(step: Step, overrides: readonly Override[]): Change[] {
  const own = overrides.flatMap(({ from, to, steps }) => {
    const other = overrideOf(step, { steps });
    return other === step ? [] : [{ from, to, step: other }];
  });
  const limits = [...new Set(own.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const changes = new Map<string, { step: Step; spans: Span[] }>();
  const unchanged = keyOf(step);
  limits.slice(1).forEach((to, at) => {
    const from = limits[at] ?? 0;
    const wins = own.findLast((override) => override.from <= from && override.to >= to);
    if (!wins || keyOf(wins.step) === unchanged) return;
    const change = changes.get(keyOf(wins.step)) ?? { step: wins.step, spans: [] };
    const last = change.spans.at(-1);
    if (last?.to === from) last.to = to;
    else change.spans.push({ from, to });
    changes.set(keyOf(wins.step), change);
  });
  return [...changes.values()];
}

/** Off in the recipe, on in a span: it runs all the time and is shown there. Not where the recipe has another of its kind, which is then meant. */
export function isOnInSpan(
  step: Step,
  { steps, overrides = [] }: Pick<Recipe, 'steps' | 'overrides'>,
): boolean {
  const isAlone = steps.filter(({ kind }) => kind === step.kind).length === 1;
  return !step.isOn && isAlone && !FIELD_WORK.includes(step.kind) && changesOf(step, overrides).length > 0;
}

function keyOf(step: Step): string {
  return step.isOn ? JSON.stringify(settleSettings(step).settings) : 'off';
}

export interface Overriding {
  picture: PictureState;
  build: Build;
  work: (step: Step) => StepWork;
  /** Number of the first picture, as they arrive at this step, that shows a source frame. */
  pictureAt: (frame: number) => number;
}

/** The step's own work with its changes switched in where they belong. */
export function overrideStep(own: StepWork, changes: readonly Change[], how: Overriding): StepWork {
  if (changes.length === 0) return own;
  const others = changes.map((change) => ({ ...change, work: workChange(change, own, how) }));
  const remarks = [...(own.remarks ?? []), ...remarksOn(others, own, how.build)];
  if (remarks.some(({ severity }) => severity === 'refuse')) return { ...own, remarks };
  const names = others.map((_other, at) => `other${at}x`);
  const count = how.picture.relation.kind === 'same' ? FRAME_NUMBER : PICTURE_NUMBER;
  const filters: Filter[] = [
    { name: 'split', options: { outputs: names.length + 1 }, to: ['usual', ...names] },
    ...between('usual', own.filters, 'shown'),
  ];
  others.forEach(({ work, spans }, at) => {
    const name = names[at] ?? '';
    filters.push(...between(name, work.filters, name));
    filters.push({ ...switchTo(spans, count, how.pictureAt), from: ['shown', name], to: ['shown'] });
  });
  filters.push({ name: 'null', options: {}, from: ['shown'] });
  return { ...own, filters, memory: longest([own, ...others.map(({ work }) => work)]), remarks };
}

/** With opacity 0 blend hands out its second picture untouched, and where it is not enabled its first. */
function switchTo(spans: readonly Span[], count: string, pictureAt: (frame: number) => number): Filter {
  const terms = spans
    .map(({ from, to }) => [pictureAt(from), pictureAt(to) - 1] as const)
    .filter(([first, last]) => last >= first)
    .map(([first, last]) => `between(n+${count},${first},${last})`);
  const enable = terms.length > 0 ? terms.join('+') : '0';
  return { name: 'blend', options: { all_mode: 'normal', all_opacity: 0, enable } };
}

/** A chain that begins with one branch and ends in another. */
function between(from: string, filters: readonly Filter[], to: string): Filter[] {
  const chain = filters.length > 0 ? [...filters] : [{ name: 'null', options: {} }];
  const first = chain[0];
  if (first) chain[0] = { ...first, from: [from] };
  const last = chain.at(-1);
  if (last) chain[chain.length - 1] = { ...last, to: [to] };
  return chain;
}

/** The change's work, in samples of the form that the step's own has. */
function workChange({ step }: Change, own: StepWork, { picture, build, work }: Overriding): StepWork {
  const done = step.isOn ? work(step) : { filters: [], becomes: picture };
  const fitted = convertSamples(done.becomes, own.becomes.format, build);
  return { ...done, filters: [...done.filters, ...fitted.filters], becomes: fitted.becomes };
}

function longest(works: readonly StepWork[]): FilterMemory {
  const memories = works.map(({ memory }) => memory ?? NO_MEMORY);
  return {
    behind: Math.max(...memories.map(({ behind }) => behind)),
    ahead: Math.max(...memories.map(({ ahead }) => ahead)),
    isExact: memories.every(({ isExact }) => isExact),
    tolerance: [...new Set(memories.map(({ tolerance }) => tolerance))]
      .filter((says) => says !== '')
      .join(' '),
  };
}

function remarksOn(others: readonly (Change & { work: StepWork })[], own: StepWork, build: Build): Remark[] {
  const known = new Set((own.remarks ?? []).map(({ says }) => says));
  const found = others.flatMap(({ work, spans }) => {
    const where = describeSpans(spans);
    const misfit = isSameForm(work.becomes, own.becomes) ? [] : [formRefusal(where)];
    const news = (work.remarks ?? []).filter(({ says }) => !known.has(says));
    return [...misfit, ...news.map((remark) => ({ ...remark, says: `${where}: ${remark.says}` }))];
  });
  const missing = missingFilter(build, 'blend', 'Leave the overrides out.');
  const tooMany = others.length > MOST_CHANGES ? [countRefusal(others.length)] : [];
  return [...found, ...tooMany, ...(missing ? [missing] : [])];
}

function isSameForm(one: PictureState, other: PictureState): boolean {
  const form = ({ size, sampleAspect, format, colour, fields, rate, relation }: PictureState) =>
    JSON.stringify([size, sampleAspect, format, colour, fields, rate, relation]);
  return form(one) === form(other);
}

function formRefusal(where: string): Remark {
  return refuse(
    `${where}: this override changes the size, shape, rate or colours of the result, which hold for a whole clip.`,
    'Override strengths and methods only, or render the span by itself with a recipe of its own.',
  );
}

function countRefusal(count: number): Remark {
  return refuse(
    `This step has ${count} different sets of settings besides its own; each of them runs all the time.`,
    `Use ${MOST_CHANGES} at most; any number of spans may share one.`,
  );
}

function describeSpans([first, ...more]: readonly Span[]): string {
  const spans = first ? `In frames ${first.from} to ${first.to - 1}` : 'In no frame';
  return more.length === 0 ? spans : `${spans} and ${more.length} other spans`;
}

/** What speaks against overrides as such, whatever their steps would do. */
export function objectToOverrides(
  steps: readonly Step[],
  overrides: readonly Override[],
  frames: number | null,
): Objection[] {
  return overrides.flatMap((override) => {
    const where = describeSpans([override]);
    const remarks = override.steps.map(({ kind }) => remarkOnKind(kind, where, steps));
    return [remarkOnSpan(override, frames), ...remarks]
      .filter((remark) => remark !== null)
      .map((remark) => ({ step: null, ...remark }));
  });
}

function remarkOnSpan({ from, to }: Span, frames: number | null): Remark | null {
  if (to <= from)
    return refuse(
      `An override from frame ${from} to ${to} holds no frame: its end is the first frame behind it.`,
      'Make "to" larger than "from".',
    );
  if (frames === null || to <= frames) return null;
  return {
    severity: 'warn',
    says: `An override reaches to frame ${to - 1}, and this clip has ${frames} frames.`,
    hint: 'It was probably made for another clip.',
  };
}

function remarkOnKind(kind: string, where: string, steps: readonly Step[]): Remark | null {
  const title = findStep(kind)?.title;
  if (!title) return refuse(`${where}: there is no step "${kind}".`, 'Correct its name.');
  if (FIELD_WORK.includes(kind))
    return refuse(
      `${where}: "${title}" makes the pictures of the whole clip and cannot change within it.`,
      'Correct the sections of the analysis instead.',
    );
  const alike = steps.filter((step) => step.kind === kind);
  const running = alike.filter(({ isOn }) => isOn);
  if (running.length === 1 || (running.length === 0 && alike.length === 1)) return null;
  if (alike.length > 0)
    return refuse(
      `${where}: the recipe has "${title}" ${alike.length} times.`,
      'Leave one of them, so that it is clear which is meant.',
    );
  return refuse(
    `${where}: the recipe has no step "${title}", so nothing can be changed about it.`,
    'Put the step into the recipe, switched off where it is only wanted in spans.',
  );
}
