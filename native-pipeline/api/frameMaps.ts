/** The tables beside a movie: which source fields every picture of a render shows, which fields have no partner, and which the output rate leaves out. */
import { problemFromError, WorkbenchError } from '../../model/errors';
import type { RenderResult } from '../../model/job';
import type { CheckedRender } from '../exports/renderCheck';
import { cutSpan } from '../exports/renderGraph';
import { tablesOf } from '../exports/tables';
import { assertTextTarget, writeTextFile } from '../exports/textFile';
import { formatFrameMap, formatLeftOut, formatOrphans } from '../recipes/frameMapText';

type Written = Pick<RenderResult, 'tables'> & { notice: string | null };

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
  ...allowed
}: CheckedRender): Promise<() => Promise<Written>> {
  if (map === undefined) return async () => ({ tables: [], notice: null });
  if (!plan?.weave) {
    throw new WorkbenchError(
      'recipe-unfit',
      'This recipe follows no frame map.',
      'Only recipes with the step "True frames" do.',
    );
  }
  const weave = plan.weave;
  const [target, orphans, leftOut] = tablesOf(map);
  // Written last, it would replace the movie.
  if ([target, orphans, leftOut].includes(out)) {
    throw new WorkbenchError(
      'output-unwritable',
      `The table is the movie itself: ${out}`,
      'Name another file.',
    );
  }
  const pictures = span && cutSpan(span, plan).pictures;
  const tables = [
    { file: target, text: formatFrameMap(weave.map, pictures) },
    { file: orphans, text: formatOrphans(weave.map, pictures) },
    // Also where it is empty: one of an earlier render would be believed.
    { file: leftOut, text: formatLeftOut(weave.map, pictures) },
  ];
  for (const { file } of tables) await assertTextTarget(file, open.clip.path, allowed);
  return async () => {
    try {
      for (const { file, text } of tables) await writeTextFile(file, open.clip.path, text, allowed);
      return { tables: tables.map(({ file }) => file), notice: null };
    } catch (error) {
      // The movie is whole; losing it for its table would be worse.
      const { detail } = problemFromError(error);
      return { tables: [], notice: `The tables of source fields could not be written. ${detail}` };
    }
  };
}
