/** What an analysis of its pictures teaches about a clip: what was measured stands over what was claimed or assumed. Pure. */
import type { Analysis } from '../../model/analysis';
import type { Clip } from '../../model/clip';

/** `taken` counts the analyses believed so far: each may change what recipes make of the clip, so each is a revision. */
export function settleWithAnalysis(clip: Clip, analysis: Analysis | null, taken: number): Clip {
  const revision = clip.revision + taken;
  if (!analysis) return { ...clip, revision };
  // Where nothing shows the order the claim stays.
  const fieldOrder = analysis.fieldOrder.value === null ? clip.fieldOrder : analysis.fieldOrder;
  return { ...clip, revision, isAnalysed: true, scan: analysis.scan, fieldOrder };
}
