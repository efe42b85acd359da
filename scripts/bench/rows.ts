/**
 * Rows of the benchmark: one piece of work, its goal as a ratio to something measured beside it in the same run, and what came out.
 *
 * Milliseconds are only comparable inside one run; so every goal is a ratio, and the reference is always measured in turn with ours.
 */
export interface Row {
  work: string;
  /** The goal in words, such as "≤ 0.70 × fresh". */
  goal: string;
  /** Ours divided by the reference, or null where the run could not tell ("machine busy", tool missing): see `note`. */
  ratio: number | null;
  /** Null where the ratio is null. */
  passes: boolean | null;
  ours: string;
  reference: string;
  note: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[middle - 1] ?? Number.NaN, sorted[middle] ?? Number.NaN];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** Milliseconds that `work` took. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The one that is first goes first. */
export async function inTurn(
  isFirst: boolean,
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<void> {
  await (isFirst ? one() : other());
  await (isFirst ? other() : one());
}

/**
 * How many of `count` things a second two ways of doing the same work get done, in medians. The ratio is the median of all pairs' ratios:
 * what slows a machine down for seconds slows both of a pair, and each goes first in every second one. `spread` tells how far the pairs lie apart.
 */
export async function compareRates(
  work: { pairs: number; count: number },
  runOurs: () => Promise<unknown>,
  runReference: () => Promise<unknown>,
): Promise<{ ours: number; reference: number; ratio: number; spread: string }> {
  const [ours, reference]: [number[], number[]] = [[], []];
  for (let pair = 0; pair < work.pairs; pair++) {
    await inTurn(
      pair % 2 === 0,
      async () => ours.push(await timeOf(runOurs)),
      async () => reference.push(await timeOf(runReference)),
    );
  }
  const rate = (millis: number[]): number => (work.count * 1000) / median(millis);
  const ratios = ours.map((millis, pair) => (reference[pair] ?? Number.NaN) / millis);
  const [lowest, highest] = [Math.min(...ratios), Math.max(...ratios)].map(format);
  const spread = `median of ${work.pairs} pairs from ${lowest} to ${highest}`;
  return { ours: rate(ours), reference: rate(reference), ratio: median(ratios), spread };
}

/** Without a ratio of its own, a row's is that of the two numbers. */
export function createRow(
  work: string,
  limit: { atMost?: number; atLeast?: number; of: string },
  measured: { ours: number; reference: number; ratio?: number; unit: string; note?: string },
): Row {
  const { ours, reference, ratio = ours / reference, unit, note = '' } = measured;
  const passes = limit.atMost === undefined ? ratio >= (limit.atLeast ?? 0) : ratio <= limit.atMost;
  const goal =
    limit.atMost === undefined ? `≥ ${limit.atLeast} × ${limit.of}` : `≤ ${limit.atMost} × ${limit.of}`;
  return {
    work,
    goal,
    ratio,
    passes,
    ours: `${format(ours)} ${unit}`,
    reference: `${format(reference)} ${unit}`,
    note,
  };
}

function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3);
}
