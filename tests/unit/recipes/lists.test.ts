import { expect, test } from 'vitest';
import { choiceExpression, rampExpression } from '../../../native-pipeline/recipes/lists';

test('a choice holds for every number of its list, in patterns and without', () => {
  for (const length of [1, 4, 5, 37, 400]) {
    const chosen = Uint8Array.from({ length }, (_, n) =>
      n < 150 ? Number(n % 5 !== 2) : (n * 7919) % 13 < 6 ? 1 : 0,
    );
    const says = evaluate(choiceExpression(chosen), 'n');
    for (let n = 0; n < length; n++) expect([n, says(n) !== 0]).toEqual([n, chosen[n] === 1]);
    expect(says(length)).toBe(0);
  }
});

test('a ramp gives every number of its list and goes on behind it', () => {
  const values = Float64Array.from([0, 5, 10, 15, 18, 20, 22, 24, 40, 45]);
  const says = evaluate(rampExpression(values), 'N');
  expect([...values.keys()].map(says)).toEqual([...values]);
  expect(says(10)).toBe(50);
});

test('an hour of film with a break every four seconds stays shallow and short', () => {
  const chosen = Uint8Array.from({ length: 108_000 }, (_, n) => Number((n + Math.floor(n / 120)) % 5 !== 2));
  const text = choiceExpression(chosen);
  expect(depthOf(text)).toBeLessThan(40);
  expect(text.length).toBeLessThan(40_000);
  expect(text.match(/mod/g)?.length).toBe(1);
});

test('a clip of Euro pulldown, one frame in twenty-five, has one leaf; with a break in it, three', () => {
  const pulldown = Uint8Array.from({ length: 90_000 }, (_, n) => Number(n % 25 !== 12));
  expect(choiceExpression(pulldown)).toBe('bitand(if(lt(n,90000),33550335,0),pow(2,mod(n,25)))');
  const broken = Uint8Array.from({ length: 90_000 }, (_, n) => Number((n < 500 ? n : n + 3) % 25 !== 12));
  expect(choiceExpression(broken).match(/lt/g)?.length).toBeLessThan(4);
});

test('where film and video take turns, each stretch of a ramp has its own step', () => {
  const steps = [5, 5, 5, 4, 4, 4, 4, 5, 5, 2, 2, 2, 2, 2, 7, 5, 5, 5];
  const values = Float64Array.from(steps, (_, n) => steps.slice(0, n).reduce((sum, step) => sum + step, -3));
  const says = evaluate(rampExpression(values), 'N');
  expect([...values.keys()].map(says)).toEqual([...values]);
});

/** ffmpeg's expression as JavaScript. */
function evaluate(text: string, variable: string): (value: number) => number {
  const script = text.replaceAll('if(', 'choose(').replaceAll('mod(', 'rest(');
  const functions = {
    choose: (condition: number, yes: number, no: number) => (condition ? yes : no),
    lt: (a: number, b: number) => Number(a < b),
    rest: (a: number, b: number) => a % b,
    pow: (a: number, b: number) => a ** b,
    bitand: (a: number, b: number) => a & b,
  };
  const made = new Function(variable, ...Object.keys(functions), `return ${script};`);
  return (value) => made(value, ...Object.values(functions)) as number;
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const letter of text) {
    if (letter === '(') depth++;
    else if (letter === ')') depth--;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
