/**
 * Remembers what a program said about itself for as long as its file does not change: asking costs some seven process starts.
 *
 * In memory, and on disk where a folder is given. What is remembered can always be asked again, so nothing here ever fails.
 */
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A question's name, as "version" or "filters", and the lines of the answer. */
export type Answers = Record<string, readonly string[]>;

const FILE = 'tools.json';
/** Programs remembered on disk; older ones are dropped. */
const KEPT = 12;

const inMemory = new Map<string, Promise<readonly string[]>>();

/** The answer as remembered, else as `ask` finds it. Throws what `ask` throws; that is not remembered. */
export async function remembered(
  program: string,
  question: string,
  folder: string | undefined,
  ask: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const key = await keyOf(program);
  const place = `${key}\n${question}`;
  const known = inMemory.get(place);
  if (known) return known;
  const answering = answer(key, question, folder, ask);
  inMemory.set(place, answering);
  answering.catch(() => inMemory.delete(place));
  return answering;
}

/** Forgets what is in memory, as a new process would. */
export function forgetTools(): void {
  inMemory.clear();
}

async function answer(
  key: string,
  question: string,
  folder: string | undefined,
  ask: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const written = folder === undefined ? undefined : (await readAll(folder))[key]?.[question];
  if (written) return written;
  const found = await ask();
  if (folder !== undefined) await enqueue(() => write(folder, key, question, found));
  return found;
}

async function keyOf(program: string): Promise<string> {
  const { mtimeMs, size } = await stat(program);
  return `${program} ${size} ${mtimeMs}`;
}

async function readAll(folder: string): Promise<Record<string, Answers>> {
  try {
    const parsed: unknown = JSON.parse(await readFile(path.join(folder, FILE), 'utf8'));
    return isAnswers(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

function isAnswers(value: unknown): value is Record<string, Answers> {
  const isObject = (item: unknown): item is object => typeof item === 'object' && item !== null;
  const isLines = (item: unknown): boolean =>
    Array.isArray(item) && item.every((line) => typeof line === 'string');
  return (
    isObject(value) && Object.values(value).every((one) => isObject(one) && Object.values(one).every(isLines))
  );
}

/** Answers come several at a time, and each write reads what the one before has written. */
let writing: Promise<void> = Promise.resolve();
function enqueue(work: () => Promise<void>): Promise<void> {
  writing = writing.then(work).catch(() => {});
  return writing;
}

async function write(folder: string, key: string, question: string, lines: readonly string[]): Promise<void> {
  const all = await readAll(folder);
  const others = Object.entries(all).filter(([other]) => other !== key);
  const kept = Object.fromEntries([...others.slice(-(KEPT - 1)), [key, { ...all[key], [question]: lines }]]);
  const file = path.join(folder, FILE);
  const fresh = `${file}.${process.pid}`;
  await mkdir(folder, { recursive: true });
  await writeFile(fresh, JSON.stringify(kept));
  await rename(fresh, file);
}
