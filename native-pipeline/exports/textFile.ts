/** Writes what is told in text: shot lists, frame maps. */
import path from 'node:path';
import { WorkbenchError } from '../../model/errors';
import { errorExists, isSameFile, openOutput } from './outputFiles';
import { type Allowed, mayReplace, mayWrite } from './replaced';

/** A small text file, whole or not at all; `clipPath` is what it must never replace. Throws output-exists, output-unwritable, disk-full. */
export async function writeTextFile(
  target: string,
  clipPath: string,
  text: string,
  allowed: Allowed,
): Promise<void> {
  await assertTextTarget(target, clipPath, allowed);
  const output = await openOutput(path.dirname(target));
  try {
    await output.write(path.basename(target), new TextEncoder().encode(text));
    await output.publish(await mayReplace(target, allowed));
  } finally {
    await output.discard();
  }
}

/** What can be known before there is a text: the target is not the clip, and not there unless it may be replaced. Throws output-exists, output-unwritable. */
export async function assertTextTarget(target: string, clipPath: string, allowed: Allowed): Promise<void> {
  if (await isSameFile(target, clipPath)) {
    throw new WorkbenchError(
      'output-unwritable',
      `The output is the clip itself: ${target}`,
      'Name another file.',
    );
  }
  if (!(await mayWrite(target, allowed))) throw errorExists(target);
}
