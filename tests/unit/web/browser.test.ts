import { describe, expect, it } from 'vitest';
import { browserCommand } from '../../../web/browser';

const URL_WITH_TOKEN = 'http://127.0.0.1:4123/#token=a&b';

describe("opening the system's browser", () => {
  it('uses what each system has, without a shell that would read the address', () => {
    expect(browserCommand(URL_WITH_TOKEN, 'darwin', {})).toEqual({ command: 'open', args: [URL_WITH_TOKEN] });
    expect(browserCommand(URL_WITH_TOKEN, 'win32', {})?.args.at(-1)).toBe(URL_WITH_TOKEN);
    expect(browserCommand(URL_WITH_TOKEN, 'linux', { DISPLAY: ':0' })).toEqual({
      command: 'xdg-open',
      args: [URL_WITH_TOKEN],
    });
  });

  it.each([
    ['in CI', { CI: 'true', DISPLAY: ':0' }],
    ['without a display', {}],
    ['over SSH', { DISPLAY: 'localhost:10.0', SSH_CONNECTION: '1 2 3 4' }],
    ['where the user said so', { DISPLAY: ':0', BROWSER: 'none' }],
  ])('opens nothing %s', (_where, env) => {
    expect(browserCommand(URL_WITH_TOKEN, 'linux', env)).toBeNull();
  });
});
