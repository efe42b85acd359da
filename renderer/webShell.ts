/**
 * The Shell in a browser, and the token that the door wants from it.
 *
 * A browser knows no paths and has no native menu: the page shows its own lists (null) and hears of no commands.
 */
import type { Shell } from '../model/shell';

export const webShell = {
  kind: 'web',
  chooseFiles: async () => null,
  chooseFolder: async () => null,
  chooseTarget: async () => null,
  pathOfDropped: () => null,
  revealFile: async () => false,
  onCommand: () => () => {},
  onFiles: () => () => {},
} satisfies Shell;

const KEY = 'remaster.token';

/** What of `window` is needed; tests bring their own. */
export interface TokenPlace {
  location: { hash: string; pathname: string; search: string };
  history: { replaceState(data: unknown, unused: string, url: string): void };
  sessionStorage: { getItem(key: string): string | null; setItem(key: string, value: string): void };
}

/**
 * The token from the address (`#token=…`), kept for this tab so that a reload still has it; '' where there is none.
 *
 * It is removed from the address bar: addresses are copied, and land in the history.
 */
export function takeToken({ location, history, sessionStorage }: TokenPlace): string {
  const found = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!found) return sessionStorage.getItem(KEY) ?? '';
  sessionStorage.setItem(KEY, found);
  history.replaceState(null, '', location.pathname + location.search);
  return found;
}
