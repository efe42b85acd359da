/** The table beside a movie: which source fields every picture of a render shows. */
import path from 'node:path';
import { problemFromError, WorkbenchError } from '../../model/errors';
import type { RenderResult } from '../../model/job';
import type { CheckedRender } from '../exports/renderCheck';
import { cutSpan } from '../exports/renderGraph';
import { assertTextTarget, writeTextFile } from '../exports/textFile';
import { formatFrameMap } from '../recipes/frameMapText';

type Written = Pick<RenderResult, 'map'> & { notice: string | null };

/**
 * Finds out before the work whether a render's table can be; the function returned writes it once the movie is there, so that no table stands without one.
 *
 * Throws recipe-unfit where no frame map is followed, output-exists, output-unwritable.
 */
export async function prepareFrameMap({
  map,
  out,
  open,
  plan,
  span,
  isOverwriting,
}: CheckedRender): Promise<() => Promise<Written>> {
  if (map === undefined) return async () => ({ map: null, notice: null });
  if (!plan?.weave) {
    throw new WorkbenchError(
      'recipe-unfit',
      'This recipe follows no frame map.',
      'Only recipes with the step "True frames" do.',
    );
  }
  const weave = plan.weave;
  const target = path.resolve(map);
  // Written last, it would replace the movie.
  if (target === out) {
    throw new WorkbenchError(
      'output-unwritable',
      `The table is the movie itself: ${out}`,
      'Name another file.',
    );
  }
  await assertTextTarget(target, open.clip.path, isOverwriting);
  const text = formatFrameMap(weave.map, span && cutSpan(span, plan).pictures);
  return async () => {
    try {
      await writeTextFile(target, open.clip.path, text, isOverwriting);
      return { map: target, notice: null };
    } catch (error) {
      // The movie is whole; losing it for its table would be worse.
      const { detail } = problemFromError(error);
      return { map: null, notice: `The table of source fields could not be written. ${detail}` };
    }
  };
}
