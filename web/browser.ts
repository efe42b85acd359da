/** Shows the address in the system's browser, where there is a screen and a person before it. */
import { spawn } from 'node:child_process';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The program and its arguments, or null where nothing should be opened (CI, no display, an SSH session). Pure. */
export function browserCommand(
  url: string,
  platform: NodeJS.Platform,
  env: Environment,
): { command: string; args: string[] } | null {
  if (env.CI || env.BROWSER === 'none') return null;
  if (platform === 'darwin') return { command: 'open', args: [url] };
  // Not cmd's "start": it would read the address as a command line.
  if (platform === 'win32') return { command: 'rundll32', args: ['url.dll,FileProtocolHandler', url] };
  const hasScreen = env.DISPLAY || env.WAYLAND_DISPLAY;
  return hasScreen && !env.SSH_CONNECTION ? { command: 'xdg-open', args: [url] } : null;
}

/**
 * Tries, and never fails: the address was printed.
 *
 * Other users of this machine may see a program's arguments, and so the token, while the browser starts; hence nothing is opened over SSH
 * and on machines without a screen, which are the shared ones. A file that redirects would hide it, but confined browsers cannot read one.
 */
export function openBrowser(url: string): void {
  const found = browserCommand(url, process.platform, process.env);
  if (!found) return;
  const child = spawn(found.command, found.args, { stdio: 'ignore', detached: true, windowsHide: true });
  child.on('error', () => {});
  child.unref();
}
