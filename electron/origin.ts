/**
 * The one origin of the window: page and door share it, so there is no CORS.
 *
 * Never rename scheme or host after a release: localStorage is kept under them.
 */
export const SCHEME = 'workbench';
export const HOST = 'app';
/** As Chromium writes it. Node's URL says "null" for the origin of such a scheme: compare protocol and host instead. */
export const ORIGIN = `${SCHEME}://${HOST}`;

export function isOurs(url: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(url);
    return protocol === `${SCHEME}:` && host === HOST && username === '' && password === '';
  } catch {
    return false;
  }
}
