/**
 * Long lists as expressions that ffmpeg reads and evaluates fast: a balanced tree of comparisons whose leaves are single numbers. Pure.
 *
 * What all leaves of a tree have in common stands around it once: newer builds read every graph twice, with a long name search for each function and
 * a piece of memory for each number. A sum of hundreds of `between()` is too deep for the expression parser of ffmpeg 5.1, and slow.
 */

/** `[from, to)` and what holds there: a form in the variable, and the number that takes the place of its `#`. */
interface Leaf {
  to: number;
  form: string;
  value: number;
}

/** 20 holds patterns of 1, 2, 4, 5 and 10, too; 25 is Euro pulldown. No longer than 30: ffmpeg's bitand has 32 bits on Windows. */
const PERIOD = 20;
const LONGER_PERIOD = 25;

/** An expression in `variable` that is not zero where `chosen` is; behind the list it is 0. */
export function choiceExpression(chosen: Uint8Array, variable = 'n'): string {
  const leaves: Leaf[] = [];
  let form = patternForm(PERIOD, variable);
  for (let from = 0; from < chosen.length; ) {
    const { to, period } = longestRepeat(chosen, from);
    form = patternForm(period, variable);
    leaves.push({ to, form, value: patternMask(chosen.subarray(from, from + period), from, period) });
    from = to;
  }
  return treeFrom([...leaves, { to: Number.POSITIVE_INFINITY, form, value: 0 }], variable);
}

/** An expression in `variable` for a rising list of whole numbers; behind the list it goes on as at its end. */
export function rampExpression(values: Float64Array, variable = 'N'): string {
  const leaves: Leaf[] = [];
  for (let from = 0; from < values.length; ) {
    const start = values[from] ?? 0;
    const step = (values[from + 1] ?? start + 1) - start;
    let to = from + 1;
    while (to < values.length && (values[to] ?? 0) - (values[to - 1] ?? 0) === step) to++;
    leaves.push({ to, form: `#+${step}*${variable}`, value: start - from * step });
    from = to;
  }
  return leaves.length === 0 ? variable : treeFrom(leaves, variable);
}

/** How far the pattern goes on that is found at `from`. The longer period only where it is seen twice: trees of one period are the shorter ones. */
function longestRepeat(chosen: Uint8Array, from: number): { to: number; period: number } {
  const to = endOfRepeat(chosen, from, PERIOD);
  const longer = endOfRepeat(chosen, from, LONGER_PERIOD);
  const isLonger = longer > to && longer - from >= 2 * LONGER_PERIOD;
  return isLonger ? { to: longer, period: LONGER_PERIOD } : { to, period: PERIOD };
}

function endOfRepeat(chosen: Uint8Array, from: number, period: number): number {
  let to = from + period;
  while (to < chosen.length && chosen[to] === chosen[to - period]) to++;
  return Math.min(to, chosen.length);
}

function patternForm(period: number, variable: string): string {
  return `bitand(#,pow(2,mod(${variable},${period})))`;
}

/** Counted from the list's start, so that the leaf needs no offset. */
function patternMask(pattern: Uint8Array, from: number, period: number): number {
  let mask = 0;
  pattern.forEach((bit, i) => {
    if (bit !== 0) mask += 2 ** ((from + i) % period);
  });
  return mask;
}

/** `written` is the form that already stands around these leaves. */
function treeFrom(leaves: readonly Leaf[], variable: string, written = ''): string {
  const [{ form = '', value = 0 } = {}] = leaves;
  if (form !== written && leaves.every((leaf) => leaf.form === form)) {
    return form.replace('#', treeFrom(leaves, variable, form));
  }
  if (leaves.length === 1) return `${value}`;
  const middle = leaves.length >> 1;
  const [low, high] = [leaves.slice(0, middle), leaves.slice(middle)];
  const edge = low.at(-1)?.to ?? 0;
  return `if(lt(${variable},${edge}),${treeFrom(low, variable, written)},${treeFrom(high, variable, written)})`;
}
