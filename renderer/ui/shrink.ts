/**
 * A decoded picture as a small one for a 2D canvas: nearest samples, the viewer's arithmetic. Pure.
 *
 * For thumbnails only: nothing is judged by it.
 */
import { squareSize } from '../../model/clip';
import { bytesPerSample, type Picture, type Plane } from '../../model/picture';
import { rgbFromCodes } from '../viewer/colour';

export interface SmallPicture {
  width: number;
  height: number;
  /** RGBA. */
  data: Uint8ClampedArray<ArrayBuffer>;
}

/** As wide as asked, high as its display shape wants. */
export function shrink({ header, planes }: Picture, width: number): SmallPicture {
  const shape = squareSize(header, header.sampleAspect);
  const height = Math.max(1, Math.round((width * shape.height) / shape.width));
  const { matrix, offset } = rgbFromCodes(header);
  const readers = header.planes.map((plane) => planeReader(planes, plane, header.bitDepth));
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const codes = [0, 1, 2].map((plane) => {
        const read = readers[plane];
        return read ? read((x + 0.5) / width, (y + 0.5) / height) - (offset[plane] ?? 0) : 0;
      });
      for (let row = 0; row < 3; row++) {
        const value = codes.reduce((sum, code, column) => sum + code * (matrix[column * 3 + row] ?? 0), 0);
        data[at + row] = value * 255;
      }
      data[at + 3] = 255;
    }
  }
  return { width, height, data };
}

/** Reads the sample nearest to a place given as shares of width and height. */
function planeReader(bytes: Uint8Array, plane: Plane, bitDepth: number): (x: number, y: number) => number {
  const size = bytesPerSample(bitDepth);
  return (x, y) => {
    const column = Math.min(plane.width - 1, Math.floor(x * plane.width));
    const row = Math.min(plane.height - 1, Math.floor(y * plane.height));
    const at = plane.offset + (row * plane.width + column) * size;
    return size === 1 ? (bytes[at] ?? 0) : (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  };
}
