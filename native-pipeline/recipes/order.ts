/** Objections to the order of steps: repair has one that works, and some orders destroy what a later step needs. Pure. */
import { FIELD_WORK } from '../../model/overrides';
import type { Objection, Step } from '../../model/recipe';
import { findStep, stepRank } from '../../model/steps';

/** One objection at most for each step that stands behind one it should precede, or is there already. Unknown and switched-off steps are passed over. */
export function objectToOrder(steps: readonly Step[]): Objection[] {
  return steps.flatMap((step, index) => {
    if (!step.isOn) return [];
    if (isRepeated(step, steps.slice(0, index))) return [repetition(step, index)];
    const before = steps
      .slice(0, index)
      .filter(({ isOn, kind }) => isOn && stepRank(kind) > stepRank(step.kind));
    const worst = before.at(-1);
    return worst && stepRank(step.kind) >= 0 ? [objection(step, worst, index)] : [];
  });
}

/** Crops add up, and one behind an enlargement has a use of its own. */
function isRepeated({ kind }: Step, before: readonly Step[]): boolean {
  return kind !== 'crop' && stepRank(kind) >= 0 && before.some((other) => other.isOn && other.kind === kind);
}

function repetition({ kind }: Step, index: number): Objection {
  const title = findStep(kind)?.title ?? kind;
  return {
    step: index,
    severity: 'warn',
    says: `"${title}" is there twice: this one works on what the first has made.`,
    hint: 'Remove one of them, unless both are meant.',
  };
}

function objection(step: Step, before: Step, index: number): Objection {
  const title = findStep(step.kind)?.title ?? step.kind;
  const other = findStep(before.kind)?.title ?? before.kind;
  const hint = `Move "${title}" before "${other}".`;
  if (step.kind === 'dotcrawl' && FIELD_WORK.includes(before.kind)) {
    const says = `Behind "${other}" the dots no longer alternate from frame to frame: "${title}" finds hardly any.`;
    return { step: index, severity: 'warn', says, hint };
  }
  if (FIELD_WORK.includes(step.kind)) {
    const says = `"${title}" must see the clip's own lines: behind "${other}" the evidence of its fields is spoiled.`;
    return { step: index, severity: isDestroying(before) ? 'refuse' : 'warn', says, hint };
  }
  return { step: index, severity: 'warn', says: `"${title}" usually comes before "${other}".`, hint };
}

/** Steps that mix lines: behind them there are no fields left. */
function isDestroying({ kind }: Step): boolean {
  return kind === 'enlarge' || kind === 'stabilise';
}
