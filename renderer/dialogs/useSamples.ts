/** The pictures that were asked for, as far as they are there. Asked anew when the list changes; given up when the dialog goes. */
import { useEffect, useRef, useState } from 'react';
import { fetchSamples } from '../state/effects';
import type { SampleRequest } from '../state/effects/samples';
import { createPixelMaker, type PixelMaker, type Pixels } from '../viewer/pixels';

export type Tile =
  | { state: 'waiting' | 'busy' }
  | { state: 'done'; pixels: Pixels | null; millis: number | null }
  | { state: 'failed'; detail: string };

export type Tiles = ReadonlyMap<string, Tile>;

/**
 * `requests` null: nothing is wanted yet. The list must stay the same object while it means the same; a key must mean one picture. What is
 * there already when the list changes stays; `measureAgain` has all of it made anew.
 */
export function useSamples(requests: readonly SampleRequest[] | null): {
  tiles: Tiles;
  measureAgain(): void;
} {
  const [tiles, setTiles] = useState<Tiles>(new Map());
  const [again, setAgain] = useState<{ of: readonly SampleRequest[] | null } | null>(null);
  const latest = useRef(tiles);
  latest.current = tiles;
  useEffect(() => {
    const wanted = requests ?? [];
    const isFresh = again !== null && again.of === requests;
    const known = new Map([...latest.current].filter(([, { state }]) => state === 'done' && !isFresh));
    setTiles(new Map(wanted.map(({ key }) => [key, known.get(key) ?? { state: 'waiting' }])));
    const missing = wanted.filter(({ key }) => !known.has(key));
    if (missing.length === 0) return;
    const maker = createPixelMaker();
    const stop = fetchSamples(missing, { isFresh }, (sample) => {
      const tile = tileOf(sample, maker);
      setTiles((before) => new Map(before).set(sample.key, tile));
    });
    return () => {
      stop();
      maker.close();
    };
  }, [requests, again]);
  return { tiles, measureAgain: () => setAgain({ of: requests }) };
}

function tileOf(sample: Parameters<Parameters<typeof fetchSamples>[2]>[0], maker: PixelMaker): Tile {
  if (sample.state === 'busy') return { state: 'busy' };
  if (sample.state === 'failed') return { state: 'failed', detail: sample.problem.detail };
  return { state: 'done', pixels: maker.make(sample.picture), millis: sample.millis };
}
