/** One zoom and pan for many pictures: wheel and drag on any of them, keys while one has the focus. */
import { type RefCallback, useEffect, useRef, useState } from 'react';
import type { Size } from '../../model/clip';
import { type Part, WHOLE } from '../../model/shownPart';
import type { Camera } from '../state/workspace';
import { type Pane, panBy, resolveCamera, zoomAt } from '../viewer/camera';
import type { Tiles } from './useSamples';

export const FIT: Camera = { isFit: true, zoom: 1, centreX: 0.5, centreY: 0.5 };

const WHEEL_RATE = 0.0022;
const PINCH_RATE = 0.012;
const KEY_ZOOM = 1.25;
const KEY_PAN_PX = 40;
/** A press that moved less is a click. */
const CLICK_PX = 4;

/**
 * The largest shape among the pictures: all are drawn into its rectangle, so that the same place is at the same place. `partOf`: which part
 * of the whole picture the tile of a key shows; its shape is that of the whole.
 */
export function referenceOf(tiles: Tiles, partOf: (key: string) => Part = () => WHOLE): Size {
  let largest: Size = { width: 4, height: 3 };
  for (const [key, tile] of tiles) {
    const shape = tile.state === 'done' && tile.pixels ? wholeShape(tile.pixels.shape, partOf(key)) : null;
    if (shape && shape.height > largest.height) largest = shape;
  }
  return largest;
}

/** What the whole picture would be at the scale of a part of it. */
export function wholeShape({ width, height }: Size, part: Part): Size {
  return { width: Math.round(width / part.width), height: Math.round(height / part.height) };
}

export interface SharedCamera {
  camera: Camera;
  setCamera(camera: Camera): void;
  /** To be put on the element around the pictures; each picture's canvas is found by [data-picture]. */
  ref: RefCallback<HTMLDivElement>;
  /** True for keys that were taken. */
  takeKey(event: { key: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }): boolean;
  zoomBy(factor: number): void;
  /** True right after a drag: the click that ends it is none. */
  wasDragged(): boolean;
}

export function useSharedCamera(reference: Size): SharedCamera {
  const [camera, setCamera] = useState<Camera>(FIT);
  const [box, ref] = useState<HTMLDivElement | null>(null);
  const latest = useRef({ camera, reference });
  latest.current = { camera, reference };
  const dragged = useRef(false);
  useEffect(() => {
    if (!box) return;
    return listen(box, () => latest.current, setCamera, dragged);
  }, [box]);
  const change = (by: (before: Camera, pane: Pane) => Camera) => {
    const pane = paneOf(box?.querySelector('[data-picture]') ?? null, reference);
    if (pane) setCamera(by(camera, pane));
  };
  const zoomBy = (factor: number) => change((before, pane) => zoomAt(before, pane, middleOf(pane), factor));
  return {
    camera,
    setCamera,
    ref,
    zoomBy,
    wasDragged: () => dragged.current,
    takeKey({ key, shiftKey, ctrlKey, metaKey }) {
      if (ctrlKey || metaKey) return false;
      const pan = shiftKey ? PANS[key] : undefined;
      if (pan) change((before, pane) => panBy(before, pane, pan));
      else if (key === '+' || key === '=') zoomBy(KEY_ZOOM);
      else if (key === '-') zoomBy(1 / KEY_ZOOM);
      else if (key === '0') setCamera(FIT);
      else return false;
      return true;
    },
  };
}

const PANS: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowLeft: { x: KEY_PAN_PX, y: 0 },
  ArrowRight: { x: -KEY_PAN_PX, y: 0 },
  ArrowUp: { x: 0, y: KEY_PAN_PX },
  ArrowDown: { x: 0, y: -KEY_PAN_PX },
};

/** The camera at 1:1 of the reference, looking where it looked. */
export function oneToOne(camera: Camera): Camera {
  return { ...camera, isFit: false, zoom: 1 };
}

function listen(
  box: HTMLElement,
  latest: () => { camera: Camera; reference: Size },
  setCamera: (camera: Camera) => void,
  dragged: { current: boolean },
): () => void {
  const end = new AbortController();
  const { signal } = end;
  let last: { x: number; y: number; picture: Element } | null = null;
  let way = 0;
  const onWheel = (event: WheelEvent) => {
    const picture = pictureUnder(event);
    const { camera, reference } = latest();
    const pane = paneOf(picture, reference);
    if (!picture || !pane) return;
    event.preventDefault();
    const bounds = picture.getBoundingClientRect();
    const at = {
      x: (event.clientX - bounds.left) * scaleNow(),
      y: (event.clientY - bounds.top) * scaleNow(),
    };
    const factor = Math.exp(-event.deltaY * (event.ctrlKey ? PINCH_RATE : WHEEL_RATE));
    setCamera(zoomAt(camera, pane, at, factor));
  };
  const onDown = (event: PointerEvent) => {
    const picture = pictureUnder(event);
    way = 0;
    dragged.current = false;
    if (picture && event.button === 0) last = { x: event.clientX, y: event.clientY, picture };
  };
  const onMove = (event: PointerEvent) => {
    if (!last) return;
    const by = { x: event.clientX - last.x, y: event.clientY - last.y };
    way += Math.hypot(by.x, by.y);
    dragged.current = way >= CLICK_PX;
    const { camera, reference } = latest();
    const pane = paneOf(last.picture, reference);
    if (pane) setCamera(panBy(camera, pane, { x: by.x * scaleNow(), y: by.y * scaleNow() }));
    last = { ...last, x: event.clientX, y: event.clientY };
  };
  const onUp = () => (last = null);
  // Not passive: the grid must not scroll while the pictures zoom.
  box.addEventListener('wheel', onWheel, { signal, passive: false });
  box.addEventListener('pointerdown', onDown, { signal });
  window.addEventListener('pointermove', onMove, { signal });
  window.addEventListener('pointerup', onUp, { signal });
  window.addEventListener('pointercancel', onUp, { signal });
  return () => end.abort();
}

function pictureUnder({ target }: Event): Element | null {
  return target instanceof Element ? target.closest('[data-picture]') : null;
}

/** A picture's place in device pixels, measured from its own corner. */
function paneOf(picture: Element | null, reference: Size): Pane | null {
  if (!picture) return null;
  const { width, height } = picture.getBoundingClientRect();
  if (width === 0 || height === 0) return null;
  return { box: { left: 0, top: 0, width: width * scaleNow(), height: height * scaleNow() }, reference };
}

function middleOf({ box }: Pane): { x: number; y: number } {
  return { x: box.width / 2, y: box.height / 2 };
}

function scaleNow(): number {
  return window.devicePixelRatio || 1;
}

/** What the zoom is, in words: 'fit' or percent of the largest picture's pixels. */
export function zoomText(camera: Camera, pane: Pane | null): string {
  if (camera.isFit || !pane) return 'fit';
  return `${Math.round(resolveCamera(camera, pane).zoom * 100)} %`;
}
