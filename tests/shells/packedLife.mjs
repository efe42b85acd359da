/**
 * One life of the packed program in plain Node: `node packedLife.mjs RESOURCES HOME [ENDING]`. Prints what it saw as JSON.
 *
 * With an ending (quit, session-end, exit) it starts a render and ends in the middle of it, as a whole process does.
 *
 * It starts where Electron would (package.json's main), inside the opened archive, where nothing of the checkout can be resolved.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [resources, home, ending] = process.argv.slice(2);
const archive = path.join(resources, 'app.asar');
const load = (file) => import(pathToFileURL(path.join(archive, file)).href);
const { main } = JSON.parse(readFileSync(path.join(archive, 'package.json'), 'utf8'));

const { app, standIn } = await load('node_modules/electron/index.js');
Object.assign(app, { isPackaged: true, paths: { home, userData: home } });
process.argv = ['/opt/Remaster/remaster'];
process.resourcesPath = resources;
await standIn.start(() => load(main));
await until(() => standIn.windows()[0]?.webContents.page);
const [window] = standIn.windows();
const { page } = window.webContents;

const ENDINGS = {
  quit: () => app.quit(),
  'session-end': () => window.emit('session-end'),
  exit: () => app.exit(3),
};
await (ending ? endInRender(ENDINGS[ending]) : look());

async function endInRender(end) {
  standIn.machine.onEnd = (code) => process.exit(code);
  const { samplePath } = await json('/api/start');
  const { id: clipId } = await json('/api/clips', { path: samplePath });
  await json('/api/renders', { clipId, recipe: null, out: path.join(home, 'out.mkv'), codec: 'ffv1' });
  await until(() => readdirSync(home).some((name) => name.includes('out')));
  process.stdout.write(JSON.stringify({ children: children() }));
  end();
}

async function look() {
  const bridge = Object.keys(page.window.remaster ?? {});
  const html = await (await page.fetch('/')).text();
  const doctor = await json('/api/doctor');
  const start = await json('/api/start');
  const clip = await json('/api/clips', { path: start.samplePath });
  const address = {
    clipId: clip.id,
    revision: clip.revision,
    frame: 3,
    clock: 'source',
    recipe: null,
    size: null,
  };
  const picture = await page.fetch(
    `/api/clips/${clip.id}/picture?q=${encodeURIComponent(JSON.stringify(address))}`,
  );
  const bytes = (await picture.arrayBuffer()).byteLength;
  const measurement = await json('/api/measurements', { a: address, b: { ...address, frame: 4 } });

  window.close();
  await until(() => standIn.machine.happened.includes('quit'));
  // Killed by now; the kernel may need a moment to take them away.
  await Promise.race([
    until(() => children().length === 0),
    new Promise((resolve) => setTimeout(resolve, 5000)),
  ]);
  process.stdout.write(
    JSON.stringify({
      bridge,
      html,
      doctor,
      start,
      clip,
      status: picture.status,
      bytes,
      measurement,
      children: children(),
      exitCode: app.exitCode,
    }),
  );
  process.exit();
}

async function json(address, body) {
  const init = body
    ? { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    : {};
  return (await page.fetch(address, init)).json();
}

async function until(isSo) {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}

function children() {
  return readdirSync('/proc/self/task').flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
}
