/** Analyses one clip and prints the most memory the process then held: run by cadence.ts in a process of its own. */
import { analyseClip } from '../../native-pipeline/analysis/analyse';
import { createCatalog } from '../../native-pipeline/clips/catalog';
import { killAll } from '../../native-pipeline/ffmpeg/run';
import { findTools } from '../../native-pipeline/ffmpeg/tools';

const [ffmpegPath, file = ''] = process.argv.slice(2);
const tools = await findTools({ ffmpegPath });
const open = await createCatalog(tools).open(file);
const { table, whenConfirmed } = await open.whenIndexed;
await whenConfirmed;
let bytes = 0;
const look = (): void => {
  globalThis.gc?.();
  bytes = Math.max(bytes, process.memoryUsage.rss());
};
const timer = setInterval(look, 400);
await analyseClip(open, tools, null, { signal: new AbortController().signal, onProgress: () => {} });
look();
clearInterval(timer);
process.stdout.write(JSON.stringify({ bytes, frames: table.count }));
killAll();
process.exit(0);
