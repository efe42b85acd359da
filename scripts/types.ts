/** Type-checks every top-level folder with its own globals (one tsconfig each): a wrong global does not exist. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const FOLDERS = ['model', 'native-pipeline', 'renderer', 'electron', 'web', 'cli', 'scripts', 'tests'];
const tsc = path.join(
  path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
);

const codes = await Promise.all(FOLDERS.map(check));
process.exitCode = codes.some((code) => code !== 0) ? 1 : 0;

function check(folder: string): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [tsc, '-p', folder], { stdio: 'inherit' });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
