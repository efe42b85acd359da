/** Cropping in stored samples; the samples keep their shape. */
import type { Settings } from '../../../model/settings';
import {
  type Build,
  missingFilter,
  type PictureState,
  type Remark,
  refuse,
  type StepWork,
} from '../pictureState';
import { numberOf } from './readSettings';

export function crop(settings: Settings, picture: PictureState, build: Build): StepWork {
  const [left, right, top, bottom] = ['left', 'right', 'top', 'bottom'].map((name) =>
    numberOf(settings, name),
  );
  const edges = { left: left ?? 0, right: right ?? 0, top: top ?? 0, bottom: bottom ?? 0 };
  const width = picture.size.width - edges.left - edges.right;
  const height = picture.size.height - edges.top - edges.bottom;
  const remarks = remarksOn(Object.values(edges), width, height);
  const missing = missingFilter(build, 'crop', 'Take another build of ffmpeg.');
  if (missing) remarks.push(missing);
  if (remarks.length > 0 || (width === picture.size.width && height === picture.size.height))
    return { filters: [], becomes: picture, remarks };
  const options = { w: width, h: height, x: edges.left, y: edges.top, exact: 1 };
  return { filters: [{ name: 'crop', options }], becomes: { ...picture, size: { width, height } }, remarks };
}

function remarksOn(edges: readonly number[], width: number, height: number): Remark[] {
  const remarks: Remark[] = [];
  if (edges.some((edge) => edge % 2 !== 0))
    remarks.push(
      refuse(
        'An odd number of samples cannot be cut where two samples share their colour.',
        'Crop by even numbers.',
      ),
    );
  if (width < 2 || height < 2)
    remarks.push(refuse('The crop leaves nothing of the picture.', 'Cut less from its edges.'));
  return remarks;
}
