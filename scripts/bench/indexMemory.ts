/** Opens and indexes one clip and prints what the process then holds: run by memory.ts in a process of its own. */
import { createCatalog } from '../../native-pipeline/clips/catalog';
import { killAll } from '../../native-pipeline/ffmpeg/run';
import { findTools } from '../../native-pipeline/ffmpeg/tools';
import { createPictures } from '../../native-pipeline/frames/pictures';

const [ffmpegPath, file = ''] = process.argv.slice(2);
const tools = await findTools({ ffmpegPath });
const catalog = createCatalog(tools);
const open = await catalog.open(file);
const pictures = createPictures(tools, { cacheBytes: 32 << 20 });
const { table } = await open.whenIndexed;
await pictures.readSource(open, table.count - 1);
for (let i = 0; i < 4; i++) {
  globalThis.gc?.();
  await new Promise((resolve) => setTimeout(resolve, 100));
}
const bytes = process.memoryUsage.rss();
process.stdout.write(JSON.stringify({ bytes, frames: table.count }));
killAll();
process.exit(0);
