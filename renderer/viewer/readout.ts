/**
 * The samples under the pointer, as codes and as text for the status line. Pure but for the last function, which writes the text without React: a
 * moving pointer renders no component.
 */
import { squareSize } from '../../model/clip';
import { bytesPerSample, type Picture } from '../../model/picture';
import type { Part } from '../../model/shownPart';
import type { Camera } from '../state/workspace';
import { boxFromCamera, type Pane, type Point } from './camera';
import type { Moment } from './frameLoader';
import { boxOfSide } from './viewPlan';

export interface Codes {
  /** Which sample, from the top left. */
  x: number;
  y: number;
  /** 'Y Cb Cr', 'R G B' or 'Y'. */
  names: string;
  /** As stored, in the picture's own depth; chroma is that of the sample it is stored for, not blended. */
  values: number[];
  bitDepth: number;
}

/** The codes of a picture under a point of the screen (device pixels); null beside the picture. `part`: of the reference that it shows. */
export function codesAt(
  picture: Picture,
  camera: Camera,
  pane: Pane,
  point: Point,
  part?: Part,
): Codes | null {
  const { header } = picture;
  const square = squareSize(header, header.sampleAspect);
  const box = boxOfSide(boxFromCamera(camera, pane), pane.reference, { square, part });
  const x = Math.floor(((point.x - box.left) / box.width) * header.width);
  const y = Math.floor(((point.y - box.top) / box.height) * header.height);
  if (x < 0 || y < 0 || x >= header.width || y >= header.height) return null;
  const codes = header.planes.map((_plane, index) => codeOf(picture, index, { x, y }));
  const [first = 0, second = 0, third = 0] = codes;
  const isGbr = header.kind === 'rgb' || header.matrix === 'gbr';
  const names = header.kind === 'gray' ? 'Y' : isGbr ? 'R G B' : 'Y Cb Cr';
  const values = header.kind === 'gray' ? [first] : isGbr ? [third, first, second] : codes;
  return { x, y, names, values, bitDepth: header.bitDepth };
}

function codeOf({ header, planes }: Picture, index: number, { x, y }: Point): number {
  const plane = header.planes[index];
  if (!plane) return 0;
  const column = Math.min(plane.width - 1, Math.floor((x * plane.width) / header.width));
  const row = Math.min(plane.height - 1, Math.floor((y * plane.height) / header.height));
  const bytes = bytesPerSample(header.bitDepth);
  const at = plane.offset + (row * plane.width + column) * bytes;
  return (planes[at] ?? 0) + (bytes === 2 ? (planes[at + 1] ?? 0) * 256 : 0);
}

/** 'A 126 120 131   B 130 119 132   Y Cb Cr at 720, 540': the place is B's sample, or A's where there is no B. */
export function readoutText(a: Codes | null, b: Codes | null): string {
  const place = b ?? a;
  if (!place) return '';
  const isAlike = !a || !b || (a.names === b.names && a.bitDepth === b.bitDepth);
  const side = (name: string, codes: Codes | null) =>
    codes && `${name} ${codes.values.join(' ')}${isAlike ? '' : ` ${namesOf(codes)}`}`;
  const names = isAlike ? `${namesOf(place)} ` : '';
  return [side('A', a), side('B', b), `${names}at ${place.x}, ${place.y}`].filter(Boolean).join('   ');
}

function namesOf({ names, bitDepth }: Codes): string {
  return bitDepth > 8 ? `${names} (${bitDepth} bit)` : names;
}

/** Both sides of what is shown, under a point of the pane; '' where the pointer stands beside them. */
export function readPair(
  shown: Moment | null,
  camera: Camera,
  pane: Pane,
  point: Point,
  partOfB?: Part,
): string {
  const read = (picture: Picture | null | undefined, part?: Part) =>
    picture ? codesAt(picture, camera, pane, point, part) : null;
  return readoutText(read(shown?.a), read(shown?.b, partOfB));
}

export function showReadout(text: string): void {
  const element = document.querySelector('[data-part="readout"]');
  if (element && element.textContent !== text) element.textContent = text;
}
