/**
 * From SD to HD colours: matrix and primaries to BT.709.
 *
 * The curve is left alone: every SD and HD curve was meant for the same display (BT.1886), so converting "gamma 2.8" tags literally would
 * change the grade of half of all PAL discs. Only primaries pass through linear light: that of the display (zscale's BT.1886, a pure power
 * of 2.4), for what is to stay the same is what people see. The "colorspace" filter takes that of the camera; the two agree within a code
 * or two except in dark, saturated colours.
 */
import type { Settings } from '../../../model/settings';
import type { Filter } from '../../ffmpeg/graph';
import { isVideoCurve, paramFromPrimaries, zscaleFromMatrix } from '../colourNames';
import { fitSamples, fitZscale, formatFilter, sitings, zscale } from '../convert';
import { type Build, type PictureState, type Remark, refuse, type StepWork, warn } from '../pictureState';
import { formatPixelFormat } from '../pixelFormat';
import { isOn } from './readSettings';

export function colour(settings: Settings, picture: PictureState, build: Build): StepWork {
  const primaries = isOn(settings, 'isWithPrimaries') ? 'bt709' : picture.colour.primaries;
  const isRgb = picture.format.kind === 'rgb';
  const matrix = isRgb ? 'gbr' : 'bt709';
  if (picture.colour.matrix === matrix && picture.colour.primaries === primaries)
    return alreadyThere(picture);
  const remarks = remarksOn(picture, build);
  if (remarks.some(({ severity }) => severity === 'refuse'))
    return { filters: [], becomes: picture, remarks };
  const { filters, becomes: from } = fitZscale(picture, build);
  const becomes: PictureState = {
    ...from,
    colour: { ...from.colour, matrix, primaries, transfer: 'bt709' },
  };
  if (!build.filters.has('zscale')) return byColorspace(from, becomes, build, remarks);
  return {
    filters: [...filters, byZscale(from, becomes), formatFilter(formatPixelFormat(from.format))],
    becomes,
    remarks,
  };
}

function byZscale(from: PictureState, to: PictureState): Filter {
  return zscale({
    f: 'bicubic',
    min: zscaleFromMatrix(from.colour.matrix),
    m: zscaleFromMatrix(to.colour.matrix),
    pin: paramFromPrimaries(from.colour.primaries),
    p: paramFromPrimaries(to.colour.primaries),
    tin: 'bt709',
    t: 'bt709',
    rin: from.colour.range,
    r: from.colour.range,
    ...sitings(from, from.colour.siting),
  });
}

function byColorspace(from: PictureState, to: PictureState, build: Build, remarks: Remark[]): StepWork {
  const fitted = fitSamples(from, { isYuv: true, bitDepths: [8, 10, 12] }, build);
  const range = from.colour.range === 'full' ? 'pc' : 'tv';
  const options = {
    ispace: from.colour.matrix,
    space: to.colour.matrix,
    iprimaries: from.colour.primaries,
    primaries: to.colour.primaries,
    itrc: 'bt709',
    trc: 'bt709',
    irange: range,
    range,
  };
  return {
    filters: [...fitted.filters, { name: 'colorspace', options }],
    becomes: { ...to, format: fitted.becomes.format },
    remarks: [
      ...remarks,
      warn(
        'This ffmpeg build has no zscale: its "colorspace" filter converts instead.',
        'It models the camera instead of the display: dark, saturated colours come out up to 16 codes apart.',
      ),
    ],
  };
}

function alreadyThere(picture: PictureState): StepWork {
  return {
    filters: [],
    becomes: picture,
    remarks: [
      warn(
        'These colours are BT.709 already: the step does nothing.',
        'If they look wrong, choose "Matrix" among the findings of the clip ("interpret" in a recipe file).',
      ),
    ],
  };
}

function remarksOn({ colour: { primaries, transfer, matrix } }: PictureState, build: Build): Remark[] {
  if (!build.filters.has('zscale') && !build.filters.has('colorspace'))
    return [
      refuse(
        'This ffmpeg build can convert no primaries: it has neither zscale nor colorspace.',
        'Take another build of ffmpeg (see "doctor").',
      ),
    ];
  if (!isVideoCurve(transfer))
    return [
      refuse(
        `The transfer curve is ${transfer}, not that of standard video: this step would give wrong brightness.`,
        'Leave the step out; HDR and computer graphics need a tone mapping of their own.',
      ),
    ];
  if (paramFromPrimaries(primaries) === 'unknown')
    return [
      refuse(
        'The primaries are unknown, so there is nothing to convert from.',
        'Switch "Primaries too" off to convert the matrix only.',
      ),
    ];
  if (matrix === 'bt2020nc')
    return [
      warn(
        'These colours are wider than BT.709: what lies outside is clipped.',
        'Keep BT.2020 for HDR and UHD deliveries.',
      ),
    ];
  return [];
}
