import { describe, expect, it } from 'vitest';
import { askFresh } from '../../../cli/fresh';
import { type ErrorCode, WorkbenchError } from '../../../model/errors';
import { madeClip } from '../../helpers/madeClip';

describe('a frame of a clip that is still being confirmed', () => {
  const clip = { ...madeClip(), revision: 2 };
  const client = { getClip: async () => ({ ...clip, revision: 3 }) };
  const answer = (code: ErrorCode, known: number) => async (asked: typeof clip) => {
    if (asked.revision !== known) throw new WorkbenchError(code, 'The findings have changed.');
    return `revision ${asked.revision}`;
  };

  it('is asked for again, once, with the findings as they are now', async () => {
    expect(await askFresh(client, clip, answer('superseded', 2))).toBe('revision 2');
    expect(await askFresh(client, clip, answer('superseded', 3))).toBe('revision 3');
    await expect(askFresh(client, clip, answer('superseded', 4))).rejects.toMatchObject({
      code: 'superseded',
    });
  });

  it('is not asked for again after any other error', async () => {
    await expect(askFresh(client, clip, answer('file-missing', 3))).rejects.toMatchObject({
      code: 'file-missing',
    });
  });
});
