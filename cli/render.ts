/** `remaster render CLIP`: the whole variant, or a span, as a movie. */
import type { RenderResult } from '../model/job';
import type { Recipe } from '../model/recipe';
import { formatRational } from '../model/time';
import { parseBits, parseCodec, parseWhole, UsageError } from './arguments';
import type { Session } from './session';
import { assertTarget } from './target';

export async function render(session: Session): Promise<void> {
  const { words, out, codec, force, resume, map } = session.args;
  const [file, ...more] = words;
  if (file === undefined || more.length > 0) throw new UsageError('render takes one clip');
  if (out === undefined) throw new UsageError('render needs -o OUT');
  const [from, to] = [parseWhole(session.args.from, '--from'), parseWhole(session.args.to, '--to')];
  if (from !== undefined && to !== undefined && to <= from)
    throw new UsageError('--to must lie behind --from');
  const kind = { codec: parseCodec(codec), bits: parseBits(session.args.bits) };
  const order = { ...kind, out: session.resolve(out), isOverwriting: force, isResuming: resume };
  const table = map === undefined ? {} : { map: session.resolve(map) };
  // What a continued render was allowed to replace then, is known to the engine.
  const target = { input: session.resolve(file), isOverwriting: force || resume };
  await assertTarget(order.out, target);
  if (table.map !== undefined) await assertTarget(table.map, { ...target, makesFolder: true });
  const { clip, recipe } = await session.choose(await session.openClip(file), session.args.recipe);
  const span =
    from === undefined && to === undefined ? null : { from: from ?? 0, to: to ?? clip.frames ?? 1 };
  if (map !== undefined && !recipe) throw new UsageError('--map needs a --recipe that follows the analysis');
  await sayDoubts(session, clip.id, recipe);
  const job = await session.client.startRender({ clipId: clip.id, recipe, span, ...order, ...table });
  const result = await session.finish<RenderResult>(job);
  const { frames, seconds, fps } = result;
  for (const notice of result.notices) if (!session.args.quiet) process.stderr.write(`${notice}\n`);
  const rate = result.isConstantRate ? `${formatRational(result.rate)} fps` : 'a variable rate';
  const text = `${frames} frames at ${rate} in ${seconds.toFixed(1)} s (${fps.toFixed(1)} fps), written to ${result.out}`;
  session.say(result, text);
}

/** What the window shows beside the recipe: it runs, but may not be what is wanted. */
async function sayDoubts({ client, args }: Session, clipId: string, recipe: Recipe | null): Promise<void> {
  if (args.quiet) return;
  const { objections } = await client.planRecipe({ clipId, recipe });
  for (const { severity, says, hint } of objections)
    if (severity === 'warn') process.stderr.write(`${says} ${hint}\n`);
}
