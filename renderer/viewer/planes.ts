/**
 * One side's picture on the GPU: its planes as they came, and the RGBA8 texture that every view samples.
 *
 * Deeper pictures are rounded to 8 bits here (x · 255 + ½, like zscale without dither), because the drawing buffer has no more.
 */
import type { PictureHeader } from '../../model/picture';
import { bytesPerSample, type Picture } from '../../model/picture';
import { chromaGrid, rgbFromCodes } from './colour';
import { createProgram, fitTexture, type Program, selectProgram, type Texture, uploadPlane } from './gpu';
import { type Conversion, type ConversionTraits, conversionShader, WHOLE_TARGET } from './shaders';

/** Converts planes to RGBA8; holds the programs, shared by both sides. */
export interface Converter {
  convert(
    header: PictureHeader,
    planes: readonly Texture[],
    target: WebGLFramebuffer,
    conversion: Conversion,
  ): void;
}

export function createConverter(gl: WebGL2RenderingContext): Converter {
  const programs = new Map<string, Program>();
  const programFor = (traits: ConversionTraits): Program => {
    const key = JSON.stringify(traits);
    const program = programs.get(key) ?? createProgram(gl, WHOLE_TARGET, conversionShader(traits));
    programs.set(key, program);
    return program;
  };
  return {
    convert(header, planes, target, conversion) {
      const program = programFor(traitsOf(header, conversion));
      const { at } = program;
      selectProgram(gl, program);
      planes.forEach(({ texture }, unit) => {
        gl.activeTexture(gl.TEXTURE0 + unit);
        gl.bindTexture(gl.TEXTURE_2D, texture);
        gl.bindSampler(unit, null);
        gl.uniform1i(at(`plane${unit}`), unit);
      });
      const { matrix, offset } = rgbFromCodes(header);
      const { stepX, stepY, x, y } = chromaGrid(header);
      gl.uniformMatrix3fv(at('rgbFromCodes'), false, matrix);
      gl.uniform3f(at('offset'), ...offset);
      gl.uniform4f(at('grid'), x, y, 1 / stepX, 1 / stepY);
      gl.bindFramebuffer(gl.FRAMEBUFFER, target);
      gl.disable(gl.SCISSOR_TEST);
      gl.viewport(0, 0, header.width, header.height);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    },
  };
}

function traitsOf(header: PictureHeader, conversion: Conversion): ConversionTraits {
  const { stepX, stepY } = chromaGrid(header);
  const isSubsampled = header.kind === 'yuv' && (stepX > 1 || stepY > 1);
  return {
    conversion,
    isDeep: bytesPerSample(header.bitDepth) === 2,
    planes: header.kind === 'gray' ? 1 : 3,
    isSubsampled,
    isFieldwise: isSubsampled && stepY > 1 && header.chromaFields !== null,
  };
}

/** A side's picture on the GPU. `show` is asked for the same picture again and again; only a new one is uploaded. */
export interface SidePicture {
  show(picture: Picture | null, conversion: Conversion): void;
  readonly header: PictureHeader | null;
  readonly rgb: Texture | null;
  /** RGBA bytes of the converted picture, top row first. */
  readRgba(left: number, top: number, width: number, height: number): Uint8Array;
}

export function createSidePicture(gl: WebGL2RenderingContext, converter: Converter): SidePicture {
  const target = gl.createFramebuffer();
  let planes: Texture[] = [];
  let rgb: Texture | null = null;
  let shown: { picture: Picture; conversion: Conversion } | null = null;

  const upload = (picture: Picture): void => {
    const { header } = picture;
    const bytes = alignedPlanes(picture);
    const format = bytesPerSample(header.bitDepth) === 2 ? 'r16ui' : 'r8';
    gl.activeTexture(gl.TEXTURE0);
    for (const spare of planes.splice(header.planes.length)) gl.deleteTexture(spare.texture);
    planes = header.planes.map(({ width, height, offset }, index) => {
      const texture = fitTexture(gl, planes[index], width, height, format);
      uploadPlane(
        gl,
        texture,
        bytes.subarray(offset, offset + width * height * bytesPerSample(header.bitDepth)),
      );
      return texture;
    });
    rgb = fitTexture(gl, rgb, header.width, header.height, 'rgba8');
    gl.bindFramebuffer(gl.FRAMEBUFFER, target);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, rgb.texture, 0);
  };

  return {
    show(picture, conversion) {
      if (!picture) {
        shown = null;
        return;
      }
      const isSame = shown?.picture === picture;
      if (isSame && (shown?.conversion === conversion || shown?.conversion === 'exact')) return;
      if (!isSame) upload(picture);
      converter.convert(picture.header, planes, target, conversion);
      shown = { picture, conversion };
    },
    get header() {
      return shown?.picture.header ?? null;
    },
    get rgb() {
      return shown ? rgb : null;
    },
    readRgba(left, top, width, height) {
      const bytes = new Uint8Array(width * height * 4);
      if (!shown) return bytes;
      gl.bindFramebuffer(gl.FRAMEBUFFER, target);
      gl.readPixels(left, top, width, height, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      return bytes;
    },
  };
}

/** 16-bit planes at an odd address (a packet's header may have any length) are copied; others stay where they are. */
function alignedPlanes({ header, planes }: Picture): Uint8Array {
  const isOdd = bytesPerSample(header.bitDepth) === 2 && planes.byteOffset % 2 === 1;
  return isOdd ? planes.slice() : planes;
}
