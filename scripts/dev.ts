/**
 * `npm run dev`: the web shell from source with Vite before it, so that a changed component shows at once (tsx restarts us when the engine
 * changes). `npm run dev:electron`: the window, with the page rebuilt on change; reload it from its View menu.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, createServer } from 'vite';
import { electronObstacle, startElectron, thisMachine } from '../electron/binary';
import { createEngine } from '../native-pipeline/index';
import { rootsOf } from '../web/roots';
import { serveWeb } from '../web/serve';
import { buildParts, staleParts } from './build';

const ROOT = path.join(import.meta.dirname, '..');
const PAGE = { configFile: path.join(ROOT, 'vite.config.ts'), root: path.join(ROOT, 'renderer') };
const words = process.argv.slice(2);
const files = words.filter((word) => !word.startsWith('-')).map((word) => path.resolve(word));

await (words.includes('--electron') ? developWindow() : developPage());

async function developPage(): Promise<void> {
  const engine = createEngine({
    stateDir: path.join(ROOT, 'out', 'dev-state'),
    pageDir: null,
    samplesDir: path.join(ROOT, 'samples'),
    roots: await rootsOf(files),
    start: { paths: files, reference: null },
    version: 'development',
  });
  const shell = await serveWeb({ engine, token: readToken() });
  // The guard sees its own host and origin; the token still keeps strangers out.
  const headers = { host: new URL(shell.origin).host, origin: shell.origin };
  const proxy = { '/api': { target: shell.origin, headers } };
  const vite = await createServer({ ...PAGE, server: { host: '127.0.0.1', port: 5173, proxy } });
  await vite.listen();
  process.stdout.write(`The page is at http://127.0.0.1:${vite.config.server.port}/#token=${shell.token}\n`);
  const end = () =>
    void Promise.allSettled([vite.close(), shell.close(), engine.close()]).then(() => process.exit());
  process.once('SIGINT', end).once('SIGTERM', end);
}

async function developWindow(): Promise<void> {
  const machine = thisMachine();
  const obstacle = electronObstacle(machine);
  if (obstacle !== null || machine.binary === null) {
    process.stderr.write(`${obstacle}\n`);
    process.exitCode = 1;
    return;
  }
  await buildParts(staleParts(['main', 'preload']));
  await build({ ...PAGE, logLevel: 'warn', build: { watch: {} } });
  startElectron(machine.binary, ROOT, files).once('exit', (code) => process.exit(code ?? 1));
}

/** The same one each time, so that a restart does not lock the open tab out. */
function readToken(): string | undefined {
  const file = path.join(ROOT, 'out', 'dev-token');
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true });
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    writeFileSync(file, Buffer.from(bytes).toString('base64url'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8');
}
