/**
 * Lets a thread run a TypeScript module when we run from source; the packaged program never loads it.
 *
 * Node 20 does not take its command line's loaders into threads, so the thread registers tsx by itself.
 */
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.entry);
