/**
 * Long lists as expressions that ffmpeg evaluates fast: a balanced tree of comparisons with a short periodic pattern in each leaf. Pure.
 *
 * A sum of hundreds of `between()` is too deep for the expression parser of ffmpeg 5.1, and slow: 5.5 s instead of 3.5 s for 900 of them in 7.0.
 */

/** `[from, to)` and what holds there, as an expression. */
interface Leaf {
  to: number;
  text: string;
}

/** No longer than 30: ffmpeg's bitand has 32 bits on Windows. */
const PERIODS = [1, 5, 2, 4, 10, 20, 25] as const;

/** An expression in `variable` that is not zero where `chosen` is; behind the list it is 0. */
export function choiceExpression(chosen: Uint8Array, variable = 'n'): string {
  const leaves: Leaf[] = [];
  for (let from = 0; from < chosen.length; ) {
    const { to, period } = longestRepeat(chosen, from);
    leaves.push({ to, text: patternText(chosen.subarray(from, from + period), from, variable) });
    from = to;
  }
  return treeFrom([...leaves, { to: Number.POSITIVE_INFINITY, text: '0' }], variable);
}

/** An expression in `variable` for a rising list of whole numbers; behind the list it goes on as at its end. */
export function rampExpression(values: Float64Array, variable = 'N'): string {
  const leaves: Leaf[] = [];
  for (let from = 0; from < values.length; ) {
    const start = values[from] ?? 0;
    const step = (values[from + 1] ?? start + 1) - start;
    let to = from + 1;
    while (to < values.length && (values[to] ?? 0) - (values[to - 1] ?? 0) === step) to++;
    const offset = start - from * step;
    const sign = offset < 0 ? '-' : '+';
    leaves.push({ to, text: `${step}*${variable}${offset === 0 ? '' : `${sign}${Math.abs(offset)}`}` });
    from = to;
  }
  return leaves.length === 0 ? variable : treeFrom(leaves, variable);
}

/** The period whose pattern, taken at `from`, goes on for longest. */
function longestRepeat(chosen: Uint8Array, from: number): { to: number; period: number } {
  let best = { to: from, period: 1 };
  for (const period of PERIODS) {
    if (from + period > chosen.length && period > 1) continue;
    let to = from + period;
    while (to < chosen.length && chosen[to] === chosen[to - period]) to++;
    if (to > best.to) best = { to: Math.min(to, chosen.length), period };
  }
  return best;
}

function patternText(pattern: Uint8Array, from: number, variable: string): string {
  if (pattern.every((bit) => bit === 0)) return '0';
  if (pattern.every((bit) => bit !== 0)) return '1';
  // Counted from the list's start, so that the leaf needs no offset.
  const { length } = pattern;
  let mask = 0;
  pattern.forEach((bit, i) => {
    if (bit !== 0) mask += 2 ** ((from + i) % length);
  });
  return `bitand(${mask},pow(2,mod(${variable},${length})))`;
}

function treeFrom(leaves: readonly Leaf[], variable: string): string {
  const [only] = leaves;
  if (leaves.length === 1) return only?.text ?? '0';
  const middle = leaves.length >> 1;
  const [low, high] = [leaves.slice(0, middle), leaves.slice(middle)];
  const edge = low.at(-1)?.to ?? 0;
  return `if(lt(${variable},${edge}),${treeFrom(low, variable)},${treeFrom(high, variable)})`;
}
