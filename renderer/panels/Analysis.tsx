/**
 * The analysis of a clip in the clip panel. First, where nobody has to look for it: the way to it, how far it is, what it proposes. What it found in numbers
 * stands behind the clip's facts, in AnalysisFound.tsx.
 */
import { X } from 'lucide-react';
import type { Clip } from '../../model/clip';
import type { Job } from '../../model/job';
import { startAnalysis } from '../state/effects';
import { useWorkspace } from '../state/store';
import { CommandButton } from '../ui/CommandButton';
import { Progress } from '../ui/Progress';
import { Contradictions, Proposal } from './AnalysisProposal';
import { useCancel } from './CancelJob';
import { isOver, jobShare, jobText } from './jobWords';

export function Analysis({ clip }: { clip: Clip }) {
  const analysis = useWorkspace(({ engine }) => engine.analyses[clip.id]);
  const job = useWorkspace(({ engine }) => engine.jobs.find((known) => isAnalysisOf(known, clip)));
  return (
    <section className="analysis" aria-label="Analysis">
      <h3>Analysis</h3>
      {job ? <Running job={job} /> : null}
      {analysis ? <Contradictions analysis={analysis} /> : null}
      {analysis ? <Proposal clip={clip} analysis={analysis} /> : null}
      {analysis || job ? null : <Invitation clip={clip} />}
    </section>
  );
}

/** A job does not name its clip before it is done; its title does. */
function isAnalysisOf(job: Job, clip: Clip): boolean {
  return job.kind === 'analysis' && !isOver(job) && job.title.endsWith(clip.name);
}

function Invitation({ clip }: { clip: Clip }) {
  const isOnTimeline = useWorkspace(({ project }) => project.a?.clipId === clip.id);
  return (
    <>
      <p className="quiet">
        Looks at every picture once: film or video by sections, shots, bars, levels, faults. Then a recipe is
        proposed.
      </p>
      {isOnTimeline ? (
        <CommandButton command="analysis.start" label="Analyse" className="framed" />
      ) : (
        <button type="button" className="button framed" onClick={() => startAnalysis(clip.id)}>
          Analyse
        </button>
      )}
    </>
  );
}

function Running({ job }: { job: Job }) {
  const { cancel, button, question } = useCancel(job);
  return (
    <div className="analysis-running">
      <Progress label={job.title} share={jobShare(job)} />
      <span className="unit" role="status">
        {jobText(job)}
      </span>
      <button type="button" className="button" ref={button} onClick={cancel}>
        <X aria-hidden />
        Cancel
      </button>
      {question}
    </div>
  );
}
