/**
 * `npm start [files…]`: builds what is missing or stale, then does what `remaster open` does.
 *
 * With Electron's binary the window opens, else the web shell, and one line says why. `--web` asks for the web shell.
 */
import { electronObstacle, thisMachine } from '../electron/binary';
import { buildParts, type Part, staleParts } from './build';

const words = process.argv.slice(2);
const isWindow = !words.includes('--web') && electronObstacle(thisMachine()) === null;
const needed: Part[] = isWindow ? ['page', 'main', 'preload'] : ['page'];
const stale = staleParts(needed);
if (stale.length > 0) {
  process.stderr.write(`Building ${stale.join(', ')}…\n`);
  await buildParts(stale);
}
// npm changes to the package's folder; names of files mean the folder the user is in.
if (process.env.npm_lifecycle_event === 'start' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
process.argv.splice(2, Number.POSITIVE_INFINITY, 'open', ...words);
await import('../cli/main');
