import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseHandedOver, parseStartFiles } from '../../../electron/files';

const folder = path.resolve('/films');
const at = (name: string) => path.join(folder, name);
const started = (...argv: string[]) => parseStartFiles({ argv, folder, isDefaultApp: false });

describe('the files that the window was started with', () => {
  it('come after the program when packed, and after the app folder in development', () => {
    expect(started('remaster', 'a.vob', 'b.mpg').paths).toEqual([at('a.vob'), at('b.mpg')]);
    const argv = ['electron', '.', 'a.vob'];
    expect(parseStartFiles({ argv, folder, isDefaultApp: true }).paths).toEqual([at('a.vob')]);
  });

  it('are never switches', () => {
    const words = ['--no-sandbox', '-psn_0_1234', '--inspect=0', '--', '-x.mpg', '', 'a.vob'];
    expect(started('remaster', ...words).paths).toEqual([at('a.vob')]);
  });

  it('may be file addresses, as desktop entries on Linux give them', () => {
    const name = at('50 % Übung #1.vob');
    expect(started('remaster', pathToFileURL(name).href).paths).toEqual([name]);
    expect(started('remaster', 'file://elsewhere/x%2Fy.vob').paths).toHaveLength(1);
  });

  it('may name a reference', () => {
    expect(started('remaster', 'a.vob', '--reference=hd.mkv')).toEqual({
      paths: [at('a.vob')],
      reference: at('hd.mkv'),
    });
    expect(started('remaster', '--reference=').reference).toBeNull();
  });
});

describe('files handed over by a second start', () => {
  it('are taken where they are whole paths', () => {
    expect(parseHandedOver({ paths: [at('a.vob')], reference: at('b.vob') })).toEqual({
      paths: [at('a.vob')],
      reference: at('b.vob'),
    });
  });

  it.each([null, undefined, 'a.vob', [], { paths: 'a.vob' }, { paths: [1, null, 'relative.vob', {}] }])(
    'are none in %j',
    (data) => {
      expect(parseHandedOver(data)).toEqual({ paths: [], reference: null });
    },
  );
});
