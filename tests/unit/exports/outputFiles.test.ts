import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorFromWrite } from '../../../native-pipeline/exports/outputFiles';

describe('a failed write', () => {
  const isGone = { code: 'ENOENT' };

  it('does not call a folder missing that is there and takes no files', () => {
    const { detail } = errorFromWrite(isGone, path.join(import.meta.dirname, 'x.mkv'));
    expect(detail).toMatch(/^The file cannot be written, no file can be made in its folder: .+x\.mkv$/);
  });

  it('says of a missing folder that it cannot be made', () => {
    const { detail } = errorFromWrite(isGone, path.join(import.meta.dirname, 'nowhere', 'x.mkv'));
    expect(detail).toContain('its folder is not there and cannot be made');
  });
});
