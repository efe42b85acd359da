/** The picture of a blind test: A, B or X at one place, exchanged within one frame of the screen, by keys 1, 2, 3. Answers by keys A and B. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { Segments } from '../ui/Segments';
import type { Letter } from './blind';
import { CameraButtons } from './CameraButtons';
import { PictureTile } from './PictureTile';
import { referenceOf, useSharedCamera } from './sharedCamera';
import type { Tile, Tiles } from './useSamples';

interface BlindStageProps {
  a: Tile | undefined;
  b: Tile | undefined;
  x: Letter;
  /** Counts up. */
  trial: number;
  /** All pictures of the test: they decide the shape, so that it stays the same from trial to trial. */
  tiles: Tiles;
  onAnswer(answer: Letter): void;
}

type Shown = Letter | 'x';
const SHOWN = [
  { value: 'a', label: 'A  (1)' },
  { value: 'b', label: 'B  (2)' },
  { value: 'x', label: 'X  (3)' },
] as const;
const SHOWN_BY_KEY: Readonly<Record<string, Shown>> = { Digit1: 'a', Digit2: 'b', Digit3: 'x' };
const ANSWER_BY_KEY: Readonly<Record<string, Letter>> = { KeyA: 'a', KeyB: 'b' };

export function BlindStage({ a, b, x, trial, tiles, onAnswer }: BlindStageProps) {
  const [shown, setShown] = useState<Shown>('x');
  const reference = referenceOf(tiles);
  const shared = useSharedCamera(reference);
  const place = useRef<HTMLDivElement>(null);
  const isReady = a?.state === 'done' && b?.state === 'done';
  useDialogKeys(place, (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = SHOWN_BY_KEY[event.code];
    const answer = ANSWER_BY_KEY[event.code];
    if (next) setShown(next);
    else if (answer && isReady) onAnswer(answer);
    else if (!shared.takeKey(event)) return;
    event.preventDefault();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: every trial begins with X
  useEffect(() => setShown('x'), [trial]);
  const tile = { a, b, x: x === 'a' ? a : b }[shown];
  return (
    <div className="blind-stage" ref={place}>
      <div className="blind-picture" ref={shared.ref}>
        <PictureTile
          pixels={tile?.state === 'done' ? tile.pixels : null}
          reference={reference}
          camera={shared.camera}
        />
        <span className="blind-letter">{shown.toUpperCase()}</span>
        {isReady ? null : <span className="sampler-problem">The pictures are being made…</span>}
      </div>
      <div className="blind-controls">
        <Segments label="Shown" options={SHOWN} value={shown} onChange={(next) => setShown(next)} />
        <CameraButtons shared={shared} />
        <div className="group">
          <button type="button" className="button main" disabled={!isReady} onClick={() => onAnswer('a')}>
            X is A <kbd>A</kbd>
          </button>
          <button type="button" className="button main" disabled={!isReady} onClick={() => onAnswer('b')}>
            X is B <kbd>B</kbd>
          </button>
        </div>
      </div>
    </div>
  );
}

/** Keys anywhere in the dialog. The focus is brought into it first: outside, the same keys are the window's. */
function useDialogKeys(
  place: RefObject<HTMLElement | null>,
  onKeyDown: (event: KeyboardEvent) => void,
): void {
  const latest = useRef(onKeyDown);
  latest.current = onKeyDown;
  useEffect(() => {
    const dialog = place.current?.closest<HTMLElement>('[role=dialog]');
    if (!dialog) return;
    dialog.focus();
    const listen = (event: KeyboardEvent) => latest.current(event);
    dialog.addEventListener('keydown', listen);
    return () => dialog.removeEventListener('keydown', listen);
  }, [place]);
}
