/** Work whose failure is told where it was asked for: a dialog lies over every notice. */
import { type Problem, problemFromError } from '../../../model/errors';

export type Answer<Value> = { value: Value } | { problem: Problem };

export async function answerOf<Value>(work: () => Promise<Value>): Promise<Answer<Value>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { problem: problemFromError(error) };
  }
}
