/** `remaster analyse CLIP`: what the pictures show. */
import type { Analysis } from '../model/analysis';
import type { Clip } from '../model/clip';
import { SHOT_FORMATS, type ShotFormat } from '../model/contract';
import { WorkbenchError } from '../model/errors';
import type { AnalysisResult } from '../model/job';
import type { Span } from '../model/time';
import { formatAnalysis } from './analysisText';
import { parseWhole, UsageError } from './arguments';
import type { Session } from './session';
import { assertTarget } from './target';

export async function analyse(session: Session): Promise<void> {
  const { words, shots, forget, force } = session.args;
  const [file, ...more] = words;
  if (file === undefined || more.length > 0) throw new UsageError('analyse takes one clip');
  const [from, to] = [parseWhole(session.args.from, '--from'), parseWhole(session.args.to, '--to')];
  if (from !== undefined && to !== undefined && to <= from)
    throw new UsageError('--to must lie behind --from');
  const isPart = from !== undefined || to !== undefined;
  const format = parseShotFormat(shots);
  if (shots !== undefined && isPart)
    throw new UsageError('--shots lists the whole clip: leave --from and --to out');
  if (forget && (isPart || shots !== undefined))
    throw new UsageError('--forget only deletes: leave the rest out');
  const target = { input: session.resolve(file), isOverwriting: force, makesFolder: true };
  if (shots !== undefined) await assertTarget(session.resolve(shots), target);
  const clip = await session.openClip(file);
  if (forget) return forgetAnalysis(session, clip);
  const span = isPart ? { from: from ?? 0, to: to ?? clip.frames ?? 1 } : null;
  const { analysis, wasKept } = await findAnalysis(session, clip, span);
  if (shots !== undefined && format) {
    const order = { clipId: clip.id, format, out: session.resolve(shots), isOverwriting: force };
    const { out } = await session.client.exportShots(order);
    if (!session.args.quiet) process.stderr.write(`The shots were written to ${out}\n`);
  }
  session.say(describeAnalysis(clip, analysis, wasKept), formatAnalysis(clip, analysis, wasKept));
}

async function findAnalysis(
  { client, finish }: Session,
  { id: clipId }: Clip,
  span: Span | null,
): Promise<{ analysis: Analysis; wasKept: boolean }> {
  const { analysis: part, wasKept } = await finish<AnalysisResult>(
    await client.startAnalysis({ clipId, span }),
  );
  const analysis = part ?? (await client.getAnalysis({ clipId })).analysis;
  if (!analysis) throw new WorkbenchError('internal', 'The analysis has ended and is not there.');
  return { analysis, wasKept };
}

async function forgetAnalysis(session: Session, clip: Clip): Promise<void> {
  const reply = await session.client.forgetAnalysis({ clipId: clip.id });
  session.say(
    reply,
    reply.wasKept ? `The analysis of ${clip.name} was deleted.` : `No analysis of ${clip.name} was kept.`,
  );
}

/** The keys of docs for scripts: stable, whatever the engine's own type becomes. */
function describeAnalysis(clip: Clip, analysis: Analysis, wasKept: boolean) {
  const { span, scan, fieldOrder, sections, shots, activePicture, levels, suggestion } = analysis;
  const { frameFaults, faults, notices, seconds } = analysis;
  return {
    path: clip.path,
    ...{
      span,
      rate: clip.rate,
      scan,
      fieldOrder,
      sections,
      shots,
      activePicture,
      levels,
      frameFaults,
      faults,
      notices,
    },
    recipe: suggestion.recipe,
    recipeBecause: suggestion.because,
    ...{ seconds, wasKept },
  };
}

function parseShotFormat(file: string | undefined): ShotFormat | null {
  if (file === undefined) return null;
  const ending = /\.([^.]+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  if ((SHOT_FORMATS as readonly string[]).includes(ending)) return ending as ShotFormat;
  throw new UsageError(
    `--shots takes a file that ends in ${SHOT_FORMATS.map((name) => `.${name}`).join(', ')}, not "${file}"`,
  );
}
