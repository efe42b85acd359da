/**
 * `remaster open`: the workbench in Electron where it can be started, else in the web shell on loopback. Prints the address; ends with Ctrl-C.
 */
import path from 'node:path';
import { electronObstacle, startElectron, thisMachine } from '../electron/binary';
import { createEngine } from '../native-pipeline/index';
import { openBrowser } from '../web/browser';
import { rootsOf } from '../web/roots';
import { serveWeb } from '../web/serve';
import { type Arguments, parseWhole, UsageError } from './arguments';
import {
  describeElectron,
  findSamples,
  packageFolder,
  pageFolder,
  readVersion,
  requireBuilt,
  stateFolder,
  workFolder,
} from './places';

interface Start {
  paths: string[];
  reference: string | null;
}

/** Resolves with the exit code when the workbench is closed. */
export async function open(args: Arguments): Promise<number> {
  if (args.project !== undefined) throw new UsageError('--project comes with later work; name the clips');
  const resolve = (file: string) => path.resolve(workFolder(), file);
  const start = {
    paths: args.words.map(resolve),
    reference: args.reference ? resolve(args.reference) : null,
  };
  const machine = thisMachine();
  const obstacle = args.web ? null : electronObstacle(machine);
  if (machine.binary && !args.web && obstacle === null) return openElectron(machine.binary, start);
  if (obstacle) process.stderr.write(`${obstacle} Opening the web shell instead.\n`);
  return openWeb(start, parseWhole(args.port, '--port'));
}

function openElectron(binary: string, { paths, reference }: Start): Promise<number> {
  requireBuilt('window');
  const words = [...paths, ...(reference ? [`--reference=${reference}`] : [])];
  const child = startElectron(binary, packageFolder(), words);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

async function openWeb(start: Start, port: number | undefined): Promise<number> {
  requireBuilt('page');
  const engine = createEngine({
    stateDir: stateFolder(),
    pageDir: pageFolder(),
    samplesDir: await findSamples(),
    roots: await rootsOf([...start.paths, ...(start.reference ? [start.reference] : [])]),
    start,
    electron: describeElectron(),
    version: await readVersion(),
  });
  try {
    const shell = await serveWeb({ engine, port });
    process.stdout.write(`Remaster is at ${shell.url}\nCtrl-C ends it.\n`);
    openBrowser(shell.url);
    await untilInterrupted();
    await shell.close();
    return 0;
  } finally {
    await engine.close();
  }
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}
