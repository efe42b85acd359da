/** An engine of its own for each test file, with its state in a temporary folder. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Client, createClient } from '../../model/client';
import { createEngine, type Engine, type EngineConfig } from '../../native-pipeline/index';

export const SAMPLES = path.resolve(import.meta.dirname, '../../samples');
export const tiny = (name: string) => path.join(SAMPLES, 'tiny', name);

export interface Place {
  engine: Engine;
  client: Client;
  /** A folder of its own, removed at the end. */
  folder: string;
  close(): Promise<void>;
}

export async function createPlace(config: Partial<EngineConfig> = {}): Promise<Place> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'remaster-test-'));
  const engine = createEngine({
    stateDir: path.join(folder, 'state'),
    pageDir: null,
    samplesDir: SAMPLES,
    roots: null,
    start: { paths: [], reference: null },
    version: 'test',
    ...config,
  });
  const client = createClient((request) => engine.fetch(request), 'http://engine.local');
  const close = async () => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { engine, client, folder, close };
}
