/**
 * Pictures as pixels on 2D canvases, made by the viewer's own shader: for grids of many pictures, where one WebGL canvas each would be too many.
 */
import { type Size, squareSize } from '../../model/clip';
import type { Picture } from '../../model/picture';
import { createViews, type Views } from './views';

export interface Pixels {
  /** All samples of the picture, one pixel each. */
  canvas: HTMLCanvasElement;
  /** The shape it is shown in: height kept, square samples. */
  shape: Size;
}

export interface PixelMaker {
  /** Null where the browser cannot draw. */
  make(picture: Picture): Pixels | null;
  close(): void;
}

export function createPixelMaker(): PixelMaker {
  const screen = document.createElement('canvas');
  let views: Views | null | undefined;
  return {
    make(picture) {
      views ??= createViews(screen);
      if (!views) return null;
      views.setPicture('a', picture, 'exact');
      const rgba = views.readSide('a');
      return rgba && paint(picture, rgba);
    },
    close() {
      // A page may hold 16 contexts; waiting for the garbage collector could cost the viewer its own.
      if (views) screen.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
      views = null;
    },
  };
}

function paint({ header }: Picture, rgba: Uint8Array): Pixels | null {
  const canvas = document.createElement('canvas');
  canvas.width = header.width;
  canvas.height = header.height;
  const context = canvas.getContext('2d');
  if (!context) return null;
  const pixels = new Uint8ClampedArray(rgba.buffer as ArrayBuffer, rgba.byteOffset, rgba.byteLength);
  context.putImageData(new ImageData(pixels, header.width, header.height), 0, 0);
  return { canvas, shape: squareSize(header, header.sampleAspect) };
}
