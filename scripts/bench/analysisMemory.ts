/** Analyses one clip and prints what the process holds on the way, and the most it ever had: run by memory.ts in a process of its own. */
import { analyseClip } from '../../native-pipeline/analysis/analyse';
import { createCatalog } from '../../native-pipeline/clips/catalog';
import { killAll } from '../../native-pipeline/ffmpeg/run';
import { findTools } from '../../native-pipeline/ffmpeg/tools';
import type { HeldMemory } from './memory';

const EVERY_FRAMES = 250;

const [ffmpegPath, file = ''] = process.argv.slice(2);
const tools = await findTools({ ffmpegPath });
const open = await createCatalog(tools).open(file);
await (await open.whenIndexed).whenConfirmed;
const held: HeldMemory['held'] = [];
let next = 0;
const look = (frame: number): void => {
  if (frame < next) return;
  next = frame + EVERY_FRAMES;
  held.push({ frame, bytes: bytesAfterCollection() });
};
const task = { signal: new AbortController().signal, onProgress: ({ done }: { done: number }) => look(done) };
await analyseClip(open, tools, null, task);
const highest = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ held, highest } satisfies HeldMemory));
killAll();
process.exit(0);

/** What lives on: objects, and what hangs on them outside the heap (Node counts array buffers there). */
function bytesAfterCollection(): number {
  // Buffers that the first one finds dead are given back beside the program; the second one waits for that.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
