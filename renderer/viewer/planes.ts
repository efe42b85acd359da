/**
 * One side's picture on the GPU: its planes as they came, and the RGBA8 texture made of them that the views sample.
 *
 * Deeper pictures are rounded to 8 bits here (x · 255 + ½, like zscale without dither), because the drawing buffer has no more.
 */
import { bytesPerSample, type Picture, type PictureHeader } from '../../model/picture';
import { chromaGrid, rgbFromCodes } from './colour';
import { createProgram, fitTexture, type Program, selectProgram, type Texture, uploadSamples } from './gpu';
import { type ConversionTraits, conversionShader, type PlaneTraits, WHOLE_TARGET } from './shaders';

/** 'draft': only the planes are uploaded, and drawn straight to the screen (shaders.ts, draftShader). */
export type Conversion = 'exact' | 'draft';

/** Plane 0, and planes 1 and 2 as one: a pair costs half the look-ups of two textures (28 against 47 ms on SwiftShader, 1440×1080). */
export interface PlaneTextures {
  header: PictureHeader;
  plane: Texture;
  pair: Texture | null;
}

export interface SidePicture {
  /** Asked for the same picture again and again; only a new one is uploaded, and converted once. */
  show(picture: Picture | null, conversion: Conversion): void;
  readonly header: PictureHeader | null;
  readonly planes: PlaneTextures | null;
  /** Null while only a draft is there. */
  readonly rgb: Texture | null;
  /** Makes the halved, quartered… versions of `rgb`, once per picture, for a screen much smaller than the picture. */
  reduce(): void;
  /** RGBA bytes of the converted picture, top row first. */
  readRgba(left: number, top: number, width: number, height: number): Uint8Array;
}

export type Converter = (planes: PlaneTextures, target: WebGLFramebuffer) => void;

/** Holds the programs, shared by both sides. */
export function createConverter(gl: WebGL2RenderingContext): Converter {
  const programs = new Map<string, Program>();
  return (planes, target) => {
    const traits = conversionTraits(planes.header);
    const key = JSON.stringify(traits);
    const program = programs.get(key) ?? createProgram(gl, WHOLE_TARGET, conversionShader(traits));
    programs.set(key, program);
    selectProgram(gl, program);
    bindPlanes(gl, program, planes, null);
    const { matrix, offset } = rgbFromCodes(planes.header);
    gl.uniformMatrix3fv(program.at('rgbFromCodes'), false, matrix);
    gl.uniform3f(program.at('offset'), ...offset);
    const { stepX, stepY, x, y } = chromaGrid(planes.header);
    gl.uniform4f(program.at('grid'), x, y, 1 / stepX, 1 / stepY);
    gl.bindFramebuffer(gl.FRAMEBUFFER, target);
    gl.disable(gl.SCISSOR_TEST);
    gl.viewport(0, 0, planes.header.width, planes.header.height);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  };
}

/** Textures to units 0 and 1. Without a sampler each is filtered as it was made: linear where the GPU can. */
export function bindPlanes(
  gl: WebGL2RenderingContext,
  { at }: Program,
  { plane, pair }: PlaneTextures,
  sampler: WebGLSampler | null,
): void {
  for (const [unit, texture] of [plane, pair ?? plane].entries()) {
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(gl.TEXTURE_2D, texture.texture);
    gl.bindSampler(unit, sampler);
  }
  gl.uniform1i(at('plane'), 0);
  gl.uniform1i(at('pair'), 1);
}

export function planeTraits(header: PictureHeader): PlaneTraits {
  return { isDeep: bytesPerSample(header.bitDepth) === 2, hasPair: header.kind !== 'gray' };
}

function conversionTraits(header: PictureHeader): ConversionTraits {
  const { stepX, stepY } = chromaGrid(header);
  const isSubsampled = header.kind === 'yuv' && (stepX > 1 || stepY > 1);
  const isFieldwise = isSubsampled && stepY > 1 && header.chromaFields !== null;
  return { ...planeTraits(header), isSubsampled, isFieldwise };
}

export function createSidePicture(gl: WebGL2RenderingContext, convert: Converter): SidePicture {
  const target = gl.createFramebuffer();
  let planes: PlaneTextures | null = null;
  let rgb: Texture | null = null;
  let shown: { picture: Picture; conversion: Conversion } | null = null;
  let isReduced = false;

  const convertPlanes = (given: PlaneTextures): void => {
    const { width, height } = given.header;
    gl.activeTexture(gl.TEXTURE0);
    rgb = fitTexture(gl, rgb, width, height, 'rgba8');
    gl.bindFramebuffer(gl.FRAMEBUFFER, target);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, rgb.texture, 0);
    convert(given, target);
    isReduced = false;
  };

  return {
    show(picture, conversion) {
      const isSame = picture !== null && shown?.picture === picture;
      if (isSame && (shown?.conversion === 'exact' || conversion === 'draft')) return;
      shown = picture && { picture, conversion };
      if (!picture) return;
      if (!isSame || !planes) planes = uploadPicture(gl, picture, planes);
      if (conversion === 'exact') convertPlanes(planes);
    },
    get header() {
      return shown?.picture.header ?? null;
    },
    get planes() {
      return shown && planes;
    },
    get rgb() {
      return shown?.conversion === 'exact' ? rgb : null;
    },
    reduce() {
      if (!rgb || isReduced) return;
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, rgb.texture);
      gl.generateMipmap(gl.TEXTURE_2D);
      isReduced = true;
    },
    readRgba(left, top, width, height) {
      const bytes = new Uint8Array(width * height * 4);
      if (shown?.conversion !== 'exact') return bytes;
      gl.bindFramebuffer(gl.FRAMEBUFFER, target);
      gl.readPixels(left, top, width, height, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      return bytes;
    },
  };
}

function uploadPicture(
  gl: WebGL2RenderingContext,
  picture: Picture,
  old: PlaneTextures | null,
): PlaneTextures {
  const { header } = picture;
  const [first, second] = header.planes;
  if (!first) throw new RangeError('A picture has at least one plane.');
  const { isDeep, hasPair } = planeTraits(header);
  gl.activeTexture(gl.TEXTURE0);
  const plane = fitTexture(gl, old?.plane, first.width, first.height, isDeep ? 'r16ui' : 'r8');
  uploadSamples(gl, plane, samplesOf(picture, 0));
  if (!second || !hasPair) return { header, plane, pair: null };
  const pair = fitTexture(gl, old?.pair, second.width, second.height, isDeep ? 'rg16ui' : 'rg8');
  uploadSamples(gl, pair, pairSamples(samplesOf(picture, 1), samplesOf(picture, 2)));
  return { header, plane, pair };
}

/** A plane's samples. Words at an odd address (a packet's header may have any length) are copied. */
function samplesOf({ header, planes }: Picture, index: number): Uint8Array | Uint16Array {
  const plane = header.planes[index];
  if (!plane) throw new RangeError(`A picture of kind ${header.kind} has a plane ${index}.`);
  const count = plane.width * plane.height;
  if (bytesPerSample(header.bitDepth) === 1) return planes.subarray(plane.offset, plane.offset + count);
  const start = planes.byteOffset + plane.offset;
  if (start % 2 === 0) return new Uint16Array(planes.buffer, start, count);
  return new Uint16Array(planes.slice(plane.offset, plane.offset + count * 2).buffer);
}

/** Two planes in turn, written two samples at once: 1 ms for 4:2:0 of 1440×1080. WebGL takes little-endian words, as all its machines are. */
function pairSamples(
  one: Uint8Array | Uint16Array,
  other: Uint8Array | Uint16Array,
): Uint8Array | Uint16Array {
  const isDeep = one instanceof Uint16Array;
  const both = isDeep ? new Uint32Array(one.length) : new Uint16Array(one.length);
  const shift = isDeep ? 16 : 8;
  for (let at = 0; at < both.length; at++) both[at] = (one[at] as number) | ((other[at] as number) << shift);
  return isDeep ? new Uint16Array(both.buffer) : new Uint8Array(both.buffer);
}
