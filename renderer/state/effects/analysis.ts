/** The analysis of clips: ordered, fetched when it is there, deleted; and its shots as files. Progress comes on the events stream (connect.ts). */
import type { InputOf } from '../../../model/contract';
import { dispatch, workspace } from '../store';
import type { Workspace } from '../workspace';
import { type Answer, answerOf } from './answers';
import { attempt, door } from './door';

/** Looks at all of the clip's pictures. What is known already is taken from where it was kept. */
export function startAnalysis(clipId: string): void {
  void attempt('Analysing', async () => {
    dispatch({ type: 'job/reported', job: await door().client.startAnalysis({ clipId }) });
  });
}

export function forgetAnalysis(clipId: string): void {
  void attempt('Deleting the analysis', async () => {
    await door().client.forgetAnalysis({ clipId });
    dispatch({ type: 'analysis/reported', clipId, analysis: null });
  });
}

/** Answers the path written. */
export function exportShots(order: InputOf<'exportShots'>): Promise<Answer<{ out: string }>> {
  return answerOf(() => door().client.exportShots(order));
}

/**
 * Keeps the mirror of analyses true: asked for once for each clip (one may be kept from an earlier time) and once for each revision that says it is
 * analysed, dropped when it says so no more.
 * The function returned stops it.
 */
export function watchAnalyses(): () => void {
  const known = new Map<string, string>();
  const look = ({ engine }: Workspace) => {
    for (const { id, revision, isAnalysed } of Object.values(engine.clips)) {
      const state = `${revision} ${isAnalysed}`;
      if (known.get(id) === state) continue;
      const isNew = !known.has(id);
      known.set(id, state);
      if (isAnalysed || isNew) void fetchAnalysis(id);
      else if (engine.analyses[id]) dispatch({ type: 'analysis/reported', clipId: id, analysis: null });
    }
  };
  look(workspace.getState());
  // The clips alone decide: a moved wipe or a played frame must cost nothing here.
  return workspace.subscribe((state, before) => {
    if (state.engine.clips !== before.engine.clips) look(state);
  });
}

async function fetchAnalysis(clipId: string): Promise<void> {
  const reply = await attempt('Reading the analysis', () => door().client.getAnalysis({ clipId }));
  if (reply?.analysis) dispatch({ type: 'analysis/reported', clipId, analysis: reply.analysis });
}
