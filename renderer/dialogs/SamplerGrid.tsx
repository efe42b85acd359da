/** The sampler's grid: a column for each recipe, a row for each frame; many recipes of one frame in two bands. Arrows move, Enter takes; +, −, 0 and Shift with arrows move the camera of all. */
import { type CSSProperties, type KeyboardEvent, useMemo, useState } from 'react';
import type { Clip } from '../../model/clip';
import { type Part, shownPart, WHOLE } from '../../model/shownPart';
import { formatTimecode } from '../../model/time';
import { clipOf, timelineClock } from '../state/pair';
import { useWorkspace } from '../state/store';
import { CameraButtons } from './CameraButtons';
import { PictureTile } from './PictureTile';
import { type Candidate, candidateKey, millisText, sampleKey } from './sampling';
import { referenceOf, type SharedCamera, useSharedCamera } from './sharedCamera';
import type { Tile, Tiles } from './useSamples';

interface SamplerGridProps {
  candidates: readonly Candidate[];
  frames: readonly number[];
  tiles: Tiles;
  onTake(candidate: Candidate): void;
  onMeasureAgain(): void;
}

export function SamplerGrid({ candidates, frames, tiles, onTake, onMeasureAgain }: SamplerGridProps) {
  const clip = useWorkspace((state) => clipOf(state, 'a'));
  const parts = useMemo(() => partsOf(candidates, clip), [candidates, clip]);
  const reference = referenceOf(tiles, (key) => parts.get(candidateKey(key)) ?? WHOLE);
  const shared = useSharedCamera(reference);
  const clock = useWorkspace(timelineClock);
  // One stop for Tab; the arrows go on from there.
  const [here, setHere] = useState({ row: 0, column: 0 });
  const row = Math.min(here.row, frames.length - 1);
  const column = Math.min(here.column, candidates.length - 1);
  const columns = columnsFor(candidates.length, frames.length);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (shared.takeKey(event)) return event.preventDefault();
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const down = columns < candidates.length ? columns * step.row : 0;
    const next = {
      row: clamp(row + step.row, frames.length),
      column: clamp(column + step.column + down, candidates.length),
    };
    setHere(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-cell="${next.row} ${next.column}"]`)?.focus();
  };
  if (candidates.length === 0) {
    return <p className="sampler-empty quiet">Choose a recipe on the left, and its pictures come here.</p>;
  }
  return (
    <div className="sampler-pictures">
      <SamplerBar tiles={tiles} shared={shared} onMeasureAgain={onMeasureAgain} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons within */}
      <div className="sampler-grid scrolls" ref={shared.ref} onKeyDown={onKeyDown}>
        <div
          className="sampler-columns"
          style={{ '--columns': columns, '--rows': frames.length + 1 } as CSSProperties}
        >
          {candidates.map((candidate, atColumn) => (
            <div key={candidate.key} className="sampler-column">
              <h3>{candidate.title}</h3>
              {frames.map((frame, atRow) => (
                <Cell
                  key={frame}
                  cell={`${atRow} ${atColumn}`}
                  isStop={atRow === row && atColumn === column}
                  title={candidate.title}
                  place={`frame ${frame}, ${formatTimecode(frame, clock)}`}
                  tile={tiles.get(sampleKey(candidate, frame)) ?? { state: 'waiting' }}
                  shared={shared}
                  reference={reference}
                  part={parts.get(candidate.key) ?? WHOLE}
                  onTake={() => onTake(candidate)}
                />
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

/** A recipe that crops shows its part of the picture at its place, so that every tile shows the same place at the same place. */
function partsOf(candidates: readonly Candidate[], clip: Clip | null): ReadonlyMap<string, Part> {
  if (!clip) return new Map();
  return new Map(candidates.map(({ key, recipe }) => [key, shownPart(recipe, clip)]));
}

/** More recipes of one frame than this stand in two bands: their pictures are larger so. */
const MOST_IN_ONE_BAND = 4;

function columnsFor(recipes: number, frames: number): number {
  return frames === 1 && recipes > MOST_IN_ONE_BAND ? Math.ceil(recipes / 2) : recipes;
}

const STEPS: Readonly<Record<string, { row: number; column: number }>> = {
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
};

function clamp(value: number, count: number): number {
  return Math.min(count - 1, Math.max(0, value));
}

interface CellProps {
  cell: string;
  isStop: boolean;
  title: string;
  place: string;
  tile: Tile;
  shared: SharedCamera;
  reference: { width: number; height: number };
  part: Part;
  onTake(): void;
}

function Cell({ cell, isStop, title, place, tile, shared, reference, part, onTake }: CellProps) {
  const says = sayTile(tile);
  const take = () => {
    if (!shared.wasDragged()) onTake();
  };
  return (
    <button
      type="button"
      className={`sampler-cell ${tile.state}`}
      data-cell={cell}
      tabIndex={isStop ? 0 : -1}
      aria-label={`${title}, ${place}, ${says.replace(/\.$/, '')}. Take this recipe over`}
      disabled={tile.state === 'failed'}
      onClick={take}
    >
      <span className="sampler-picture" style={{ aspectRatio: `${reference.width} / ${reference.height}` }}>
        <PictureTile
          pixels={tile.state === 'done' ? tile.pixels : null}
          reference={reference}
          camera={shared.camera}
          part={part}
        />
        {tile.state === 'failed' ? (
          <span className="sampler-problem" title={tile.detail}>
            {tile.detail}
          </span>
        ) : null}
      </span>
      <span className="sampler-caption">
        <span className="unit">{place}</span>
        <span className="number">{tile.state === 'failed' ? '' : says}</span>
      </span>
    </button>
  );
}

function sayTile(tile: Tile): string {
  if (tile.state === 'done') return millisText(tile.millis);
  if (tile.state === 'failed') return tile.detail;
  return tile.state === 'busy' ? 'being made' : 'waiting';
}

interface SamplerBarProps {
  tiles: Tiles;
  shared: SharedCamera;
  onMeasureAgain(): void;
}

function SamplerBar({ tiles, shared, onMeasureAgain }: SamplerBarProps) {
  const all = [...tiles.values()];
  const ready = all.filter(({ state }) => state === 'done' || state === 'failed').length;
  return (
    <div className="sampler-bar">
      <p className="unit" role="status">
        {ready < all.length ? `${ready} of ${all.length} pictures` : `${all.length} pictures`}
      </p>
      <p className="quiet sampler-hint">
        A press takes the recipe over. Times are those of making a picture; a frame’s first may wait for its
        source too.
      </p>
      <button
        type="button"
        className="button"
        title="Make every picture anew, also those in memory, and take its time"
        disabled={ready < all.length}
        onClick={onMeasureAgain}
      >
        Measure again
      </button>
      <CameraButtons shared={shared}>
        <button type="button" className="button" onClick={() => shared.zoomBy(1 / 1.5)}>
          Further
        </button>
        <button type="button" className="button" onClick={() => shared.zoomBy(1.5)}>
          Closer
        </button>
      </CameraButtons>
    </div>
  );
}
