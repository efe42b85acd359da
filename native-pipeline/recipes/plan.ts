/**
 * Plans a recipe: recipe + clip + what this ffmpeg can do -> one explicit filter graph, what comes out of it, and objections.
 *
 * Pure: no files, no processes. What a recipe must not do is refused here in words, before ffmpeg could refuse it in its own.
 */
import type { Clip, Size } from '../../model/clip';
import type { FilterMemory, Objection, Plan, Recipe, Step } from '../../model/recipe';
import { settleSettings } from '../../model/settings';
import { type Filter, formatGraph } from '../ffmpeg/graph';
import { convertSamples, fieldFilter, hasFieldChroma } from './convert';
import { addMemory } from './memory';
import { objectToOrder } from './order';
import { changesOf, isOnInSpan, objectToOverrides, overrideStep } from './overrides';
import { type Build, NO_MEMORY, type PictureState, refuse, type StepWork } from './pictureState';
import { formatPixelFormat } from './pixelFormat';
import { firstPictureOf } from './relation';
import { footageFrom, type Seen } from './seen';
import { aspectFilter, colourFilter, interpretClip, startPictures } from './start';
import { resize } from './steps/enlarge';
import { STEP_FUNCTIONS } from './steps/index';
import { firstPictureBehind } from './weave';
import { createWeave, type Weave, weaveMemory, writtenGraph } from './weavePlan';

/** The work so far: filters, and what the pictures are behind them. */
interface Course {
  /** Since the weave, if there is one. */
  filters: Filter[];
  picture: PictureState;
  memory: FilterMemory;
  objections: Objection[];
  /** What stands before the weave, and what it asks of the frames around. */
  woven: (Pick<Weave, 'map' | 'options'> & { filters: Filter[]; memory: FilterMemory }) | null;
}

/** A plan with what only the engine needs. */
export interface WorkedPlan extends Plan {
  weave: Weave | null;
}

/**
 * `seen` is what an analysis has found; steps that follow it cannot be run without. `size` forces the size of the result (samples), whatever the recipe says; the shape is kept by the sample aspect.
 * A plan with an objection of severity 'refuse' must not be run. Null recipe without a size: the source, untouched.
 */
export function planRecipe(
  recipe: Recipe | null,
  clip: Clip,
  build: Build,
  size: Size | null = null,
  seen: Seen | null = null,
): WorkedPlan {
  const choices = recipe?.interpret ?? {};
  const source = interpretClip(clip, choices, footageFrom(seen, choices));
  const steps = (recipe?.steps ?? [])
    .map((step, index) => ({ step, index }))
    .filter(({ step }) => step.isOn || (recipe && isOnInSpan(step, recipe)));
  if (steps.length === 0 && (size === null || isSameSize(size, source.size)))
    return planFrom({
      filters: untouchedFilters(recipe, source),
      picture: source,
      memory: NO_MEMORY,
      objections: [],
      woven: null,
    });

  const overrides = recipe?.overrides ?? [];
  const start = startPictures(clip, source, build);
  const course: Course = {
    filters: [...start.filters],
    picture: start.becomes,
    memory: NO_MEMORY,
    objections: [
      ...objectToOrder(recipe?.steps ?? []),
      ...objectToOverrides(recipe?.steps ?? [], overrides, clip.frames),
    ],
    woven: null,
  };
  const sizing = size === null ? -1 : lastSizing(steps.map(({ step }) => step));
  steps.forEach(({ step, index }, position) => {
    const forced = position === sizing ? size : null;
    const { picture } = course;
    const work = (one: Step): StepWork => workStep(one, picture, build, forced);
    const how = { picture, build, work, pictureAt: pictureCounter(course) };
    const usual = step.isOn ? work(step) : { filters: [], becomes: picture };
    advance(course, overrideStep(usual, changesOf(step, overrides), how), index);
  });
  if (size !== null && !isSameSize(size, course.picture.size))
    advance(course, resize(course.picture, size, 'bicubic', build), null);
  advance(course, finishPictures(course.picture, build), null);
  return planFrom(course);
}

/** Which picture is the first to show a source frame, at this place of the graph. */
function pictureCounter({ picture: { relation }, woven }: Course): (frame: number) => number {
  if (woven) return (frame) => firstPictureBehind(woven.map, frame - 1);
  return (frame) => firstPictureOf(frame, relation);
}

function workStep(step: Step, picture: PictureState, build: Build, forced: Size | null): StepWork {
  const work = STEP_FUNCTIONS[step.kind];
  if (!work) {
    const known = Object.keys(STEP_FUNCTIONS).join(', ');
    const remarks = [refuse(`There is no step "${step.kind}".`, `The steps are: ${known}.`)];
    return { filters: [], becomes: picture, remarks };
  }
  const { settings, problems } = settleSettings(step);
  const done = forced
    ? resize(picture, forced, String(settings.kernel ?? 'bicubic'), build)
    : work(settings, picture, build);
  const misfits = problems.map(({ says, hint }) => refuse(says, hint));
  return { ...done, remarks: [...misfits, ...(done.remarks ?? [])] };
}

function advance(course: Course, work: StepWork, step: number | null): void {
  course.filters.push(...work.filters);
  course.memory = addMemory(course.memory, work.memory, course.picture.relation);
  course.picture = work.becomes;
  course.objections.push(...(work.remarks ?? []).map((remark) => ({ step, ...remark })));
  if (!work.weave) return;
  course.woven = { ...work.weave, filters: course.filters, memory: course.memory };
  course.filters = [];
  course.memory = NO_MEMORY;
}

/** Whole frames go out in the clip's own subsampling; woven ones keep a colour for each line, and say which field is shown first. */
function finishPictures(picture: PictureState, build: Build): StepWork {
  const isWhole = picture.fields === null && picture.format.kind === 'yuv';
  const format = isWhole ? { ...picture.format, subsampling: picture.wantedSubsampling } : picture.format;
  const done = convertSamples(picture, format, build);
  const tags = [fieldFilter(picture.fields), colourFilter(done.becomes), aspectFilter(picture.sampleAspect)];
  return { filters: [...done.filters, ...tags], becomes: done.becomes };
}

/** A recipe of choices alone only says what the pictures are. */
function untouchedFilters(recipe: Recipe | null, picture: PictureState): Filter[] {
  const hasChoices = recipe !== null && Object.keys(recipe.interpret).length > 0;
  return hasChoices
    ? [fieldFilter(picture.fields), colourFilter(picture), aspectFilter(picture.sampleAspect)]
    : [];
}

/** The enlargement that decides the size of the result, or -1 where something behind it does (or nothing). */
function lastSizing(steps: readonly Step[]): number {
  const last = steps.findLastIndex(({ kind, isOn }) => isOn && (kind === 'enlarge' || kind === 'crop'));
  return steps[last]?.kind === 'enlarge' ? last : -1;
}

function planFrom({ filters, picture, memory, objections, woven }: Course): WorkedPlan {
  const weave = woven && createWeave(woven, { graph: formatGraph(filters), memory });
  return {
    graph: weave ? writtenGraph(weave, 0) : formatGraph(filters),
    weave,
    size: picture.size,
    sampleAspect: picture.sampleAspect,
    pixelFormat: formatPixelFormat(picture.format),
    ...picture.colour,
    chromaFields: hasFieldChroma(picture) ? picture.fields : null,
    rate: picture.rate,
    relation: picture.relation,
    memory: weave ? weaveMemory(weave) : memory,
    objections,
  };
}

function isSameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}
