/** Finds out what hosts this page: Electron's preload left its bridge in `window.remaster`, otherwise it is a browser. */
import type { Shell } from '../model/shell';
import { type TokenPlace, takeToken, webShell } from './webShell';

export interface Host {
  shell: Shell;
  /** What every request to the door must carry, in this shell. */
  headers: Record<string, string>;
}

export function findHost(page: TokenPlace & { remaster?: Shell }): Host {
  if (page.remaster) return { shell: page.remaster, headers: {} };
  const token = takeToken(page);
  return { shell: webShell, headers: token ? { authorization: `Bearer ${token}` } : {} };
}
