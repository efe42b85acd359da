/** Waits for a clip's index, for as long as somebody wants it. */
import type { OpenClip } from './catalog';

/** The index tells how many frames there are, and when each is shown. Throws the signal's reason, and why no index could be made. */
export async function untilIndexed(
  { whenIndexed }: Pick<OpenClip, 'whenIndexed'>,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([whenIndexed, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
