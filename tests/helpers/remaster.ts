/** Runs the command line from source, as `npm run -s remaster --` does. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const TSX = path.join(ROOT, 'node_modules/tsx/dist/cli.mjs');

export interface Result {
  code: number | null;
  stdout: Buffer;
  stderr: string;
}

export interface Running {
  child: ChildProcess;
  ended: Promise<Result>;
  /** Resolves with the match when stdout or stderr has shown the pattern; rejects when the process ends before. */
  saw(pattern: RegExp): Promise<string[]>;
}

export function runRemaster(
  argv: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Result> {
  return startRemaster(argv, options).ended;
}

export function startRemaster(
  argv: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Running {
  const env = { ...process.env, ...options.env };
  const child = spawn(process.execPath, [TSX, path.join(ROOT, 'cli/main.ts'), ...argv], {
    cwd: options.cwd ?? ROOT,
    env,
  });
  const chunks: Buffer[] = [];
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    for (const listener of listeners) listener();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    for (const listener of listeners) listener();
  });
  const ended = new Promise<Result>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout: Buffer.concat(chunks), stderr }));
  });
  const saw = (pattern: RegExp) =>
    new Promise<string[]>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(Buffer.concat(chunks).toString() + stderr);
        if (match) resolve([...match]);
      };
      listeners.add(look);
      look();
      void ended.then(() => reject(new Error(`It ended without showing ${pattern}: ${stderr}`)));
    });
  return { child, ended, saw };
}
