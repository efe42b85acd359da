/** The endpoint that writes a recipe's frame map: which source fields every picture of its render shows. */
import path from 'node:path';
import { WorkbenchError } from '../../model/errors';
import { assertSpan } from '../exports/renderCheck';
import { cutSpan } from '../exports/renderGraph';
import { writeTextFile } from '../exports/textFile';
import { planVariant } from '../frames/planVariant';
import { formatFrameMap } from '../recipes/frameMapText';
import type { Handlers } from './app';
import { assertAllowed } from './files';
import { assertRunnable } from './pictures';
import type { Rooms } from './rooms';

export function createFrameMapHandlers(rooms: Rooms): Pick<Handlers, 'exportFrameMap'> {
  return {
    exportFrameMap: async ({ clipId, recipe, span, out, isOverwriting }) => {
      await assertAllowed(rooms.config, out);
      const { catalog, tools } = await rooms.ffmpeg();
      const open = catalog.get(clipId);
      const plan = planVariant(open, recipe, tools.capabilities);
      assertRunnable(plan);
      if (!plan.weave)
        throw new WorkbenchError(
          'recipe-unfit',
          'This recipe follows no frame map.',
          'Only recipes with the step "True frames" do.',
        );
      assertSpan({ span, open });
      const { map } = plan.weave;
      const pictures = span ? cutSpan(span, plan).pictures : { from: 0, to: map.length };
      const target = path.resolve(out);
      await writeTextFile(target, open.clip.path, formatFrameMap(map, span && pictures), isOverwriting);
      return { out: target, pictures: pictures.to - pictures.from };
    },
  };
}
