/**
 * The canvas: made by hand (React would hand a lost context back after a remount), as large as its host in device pixels, and drawn again
 * from scratch when the graphics context was lost and came back.
 */
import type { Size } from '../../model/clip';
import type { Picture } from '../../model/picture';
import type { SideName } from '../state/workspace';
import { type Box, overlap } from './camera';
import type { Conversion } from './planes';
import { damageBetween, type ViewPlan } from './viewPlan';
import { createViews, type Views } from './views';

export interface Screen {
  readonly canvas: HTMLCanvasElement;
  /** False where the browser has no WebGL2. */
  readonly canDraw: boolean;
  readonly isDrawnByProcessor: boolean;
  /** Samples on a side that a picture may have to be drawn. */
  readonly largestSide: number;
  /** Device pixels, and how many of them make a CSS pixel. */
  readonly size: Size;
  readonly scale: number;
  setPicture(side: SideName, picture: Picture | null, conversion: Conversion): void;
  setMask(mask: Picture | null): void;
  /** Draws what changed since the last plan; answers how many columns that were. */
  draw(plan: ViewPlan): number;
  readCanvas(box?: Box): Uint8Array;
  readSide(side: SideName, box?: Box): Uint8Array | null;
  close(): void;
}

export function createScreen(host: HTMLElement, onChange: () => void): Screen {
  const canvas = document.createElement('canvas');
  canvas.dataset.testid = 'viewer-canvas';
  // The picture itself says nothing to a screen reader; labels and the wipe's handle do.
  canvas.setAttribute('aria-hidden', 'true');
  host.prepend(canvas);
  let views: Views | null = createViews(canvas);
  const isDrawnByProcessor = views?.isDrawnByProcessor ?? false;
  let size: Size = { width: 1, height: 1 };
  let scale = 1;
  let drawn: ViewPlan | null = null;
  /** What the GPU holds, to give it back after a loss. */
  const held = { a: nothing(), b: nothing(), mask: null as Picture | null };

  const measure = (entry: ResizeObserverEntry): void => {
    const css = entry.contentRect;
    const exact = entry.devicePixelContentBoxSize?.[0];
    scale = isDrawnByProcessor ? 1 : devicePixelRatio;
    const [width, height] =
      exact && !isDrawnByProcessor
        ? [exact.inlineSize, exact.blockSize]
        : [Math.round(css.width * scale), Math.round(css.height * scale)];
    size = { width: Math.max(1, width), height: Math.max(1, height) };
    onChange();
  };
  const observer = new ResizeObserver(([entry]) => entry && measure(entry));
  observer.observe(host, { box: 'device-pixel-content-box' });

  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();
    views = null;
  });
  canvas.addEventListener('webglcontextrestored', () => {
    views = createViews(canvas);
    views?.setPicture('a', held.a.picture, held.a.conversion);
    views?.setPicture('b', held.b.picture, held.b.conversion);
    views?.setMask(held.mask);
    drawn = null;
    onChange();
  });

  return {
    canvas,
    canDraw: views !== null,
    isDrawnByProcessor,
    get largestSide() {
      return views?.largestSide ?? Number.POSITIVE_INFINITY;
    },
    get size() {
      return size;
    },
    get scale() {
      return scale;
    },
    setPicture(side, picture, conversion) {
      const { picture: old, conversion: before } = held[side];
      if (old === picture && (before === conversion || before === 'exact')) return;
      held[side] = { picture, conversion };
      views?.setPicture(side, picture, conversion);
      drawn = null;
    },
    setMask(mask) {
      held.mask = mask;
      views?.setMask(mask);
      drawn = null;
    },
    draw(plan) {
      if (!views) return 0;
      if (canvas.width !== size.width || canvas.height !== size.height) {
        canvas.width = size.width;
        canvas.height = size.height;
        drawn = null;
      }
      const damage = drawn && damageBetween(drawn, plan);
      drawn = plan;
      if (damage?.width === 0) return 0;
      views.draw(plan, damage);
      return damage?.width ?? size.width;
    },
    readCanvas(box = { left: 0, top: 0, ...size }) {
      const inside = overlap(box, { left: 0, top: 0, width: canvas.width, height: canvas.height });
      return views?.readCanvas(inside) ?? new Uint8Array();
    },
    readSide: (side, box) => views?.readSide(side, box) ?? null,
    close() {
      observer.disconnect();
      canvas.remove();
    },
  };
}

function nothing(): { picture: Picture | null; conversion: Conversion } {
  return { picture: null, conversion: 'exact' };
}
