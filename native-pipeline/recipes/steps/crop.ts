/** Cropping in stored samples; the samples keep their shape. By odd numbers in 4:4:4, where each sample has a colour of its own. */
import type { Size } from '../../../model/clip';
import type { Settings } from '../../../model/settings';
import { convertSamples } from '../convert';
import {
  type Build,
  missingFilter,
  type PictureState,
  type Remark,
  refuse,
  type StepWork,
} from '../pictureState';
import { chromaShifts, type Subsampling } from '../pixelFormat';
import { numberOf } from './readSettings';

export function crop(settings: Settings, picture: PictureState, build: Build): StepWork {
  const [left, right, top, bottom] = ['left', 'right', 'top', 'bottom'].map((name) =>
    numberOf(settings, name),
  );
  const edges = { left: left ?? 0, right: right ?? 0, top: top ?? 0, bottom: bottom ?? 0 };
  const width = picture.size.width - edges.left - edges.right;
  const height = picture.size.height - edges.top - edges.bottom;
  const remarks = remarksOn(edges, width, height, picture);
  const missing = missingFilter(build, 'crop', 'Take another build of ffmpeg.');
  if (missing) remarks.push(missing);
  if (remarks.length > 0 || (width === picture.size.width && height === picture.size.height))
    return { filters: [], becomes: picture, remarks };
  const { filters, becomes } = fitEdges(picture, edges, { width, height }, build);
  const options = { w: width, h: height, x: edges.left, y: edges.top, exact: 1 };
  return {
    filters: [...filters, { name: 'crop', options }],
    becomes: { ...becomes, size: { width, height } },
    remarks,
  };
}

interface Edges {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Samples that may be cut there: a colour for each where colours are shared across the edge. */
function fitEdges(picture: PictureState, { left, top }: Edges, size: Size, build: Build): StepWork {
  const { x, y } = chromaShifts(picture.format.subsampling);
  const isWhole = (value: number, shift: number) => value % (1 << shift) === 0;
  const isFit = isWhole(left, x) && isWhole(top, y) && isWhole(size.width, x) && isWhole(size.height, y);
  if (isFit) return { filters: [], becomes: picture };
  const done = convertSamples(picture, { ...picture.format, subsampling: '444' }, build);
  return { ...done, becomes: { ...done.becomes, wantedSubsampling: wantedFor(picture, size) } };
}

/** An odd size has no whole number of shared colours: it stays 4:4:4 to the end, or to an enlargement. */
function wantedFor({ wantedSubsampling }: PictureState, { width, height }: Size): Subsampling {
  const { x, y } = chromaShifts(wantedSubsampling);
  return width % (1 << x) === 0 && height % (1 << y) === 0 ? wantedSubsampling : '444';
}

function remarksOn(edges: Edges, width: number, height: number, picture: PictureState): Remark[] {
  const remarks: Remark[] = [];
  if (Object.values(edges).some((edge) => !Number.isInteger(edge)))
    remarks.push(refuse('A part of a sample cannot be cut.', 'Crop by whole numbers.'));
  if (picture.fields !== null && (edges.top % 2 !== 0 || height % 2 !== 0))
    remarks.push(
      refuse(
        'The frames still hold two fields: an odd number of lines cut from them would turn their order round.',
        'Cut an even number of lines, or crop behind the step that works on fields.',
      ),
    );
  if (width < 2 || height < 2)
    remarks.push(refuse('The crop leaves nothing of the picture.', 'Cut less from its edges.'));
  return remarks;
}
