/** What comes out of the recipe: size, rate, tags, how far a preview may be from the render, and the exact graph. */
import type { ReactNode } from 'react';
import { squareSize } from '../../model/clip';
import { formatRational } from '../../model/time';
import { clipOf } from '../state/pair';
import { useWorkspace } from '../state/store';
import type { SideName } from '../state/workspace';
import { CopyButton } from '../ui/CopyButton';
import { planRateText, sizeText } from '../ui/words';
import { MATRIX_NAMES } from './beliefs';

export function PlanResult({ side }: { side: SideName }) {
  const plan = useWorkspace(({ engine }) => engine.plan[side]);
  const clip = useWorkspace((state) => clipOf(state, side));
  if (!plan) return null;
  const rate = planRateText(plan, clip);
  const isSquare = plan.sampleAspect.n === plan.sampleAspect.d;
  return (
    <section className="plan" aria-label="What comes out">
      <h3>Result</h3>
      <dl className="facts">
        <Fact name="Size">
          {sizeText(plan.size)}{' '}
          {isSquare ? null : (
            <span className="unit">
              at {formatRational(plan.sampleAspect, ':')}, shown{' '}
              {sizeText(squareSize(plan.size, plan.sampleAspect))}
            </span>
          )}
        </Fact>
        <Fact name="Rate">
          {rate.value} <span className="unit">{rate.unit}</span>
        </Fact>
        <Fact name="Matrix">
          {MATRIX_NAMES[plan.matrix]}, {plan.range}
        </Fact>
        <Fact name="Tags">
          {plan.primaries} <span className="unit">primaries</span>, {plan.transfer}{' '}
          <span className="unit">transfer</span>
        </Fact>
        <Fact name="Samples">{plan.pixelFormat}</Fact>
      </dl>
      {plan.memory.isExact ? null : <p className="quiet plan-note">{plan.memory.tolerance}</p>}
      <Graph graph={plan.graph} />
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="selectable">{children}</dd>
    </div>
  );
}

/** What is copied is the exact text. */
function Graph({ graph }: { graph: string }) {
  return (
    <div className="graph">
      <div className="graph-head">
        <h3>ffmpeg filter graph</h3>
        <CopyButton text={graph} what="filter graph" isDisabled={graph === ''} />
      </div>
      <pre>{graph === '' ? 'none: the pictures as decoded' : withBreaks(graph)}</pre>
    </div>
  );
}

/** Parts of the text with a place to break the line after each comma and colon. */
function withBreaks(graph: string): ReactNode[] {
  return graph.split(/(?<=[,:])/).flatMap((part, index) => [part, <wbr key={String(index)} />]);
}
