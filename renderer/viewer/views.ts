/**
 * Draws a ViewPlan on the viewer's one WebGL2 canvas, and reads pixels back.
 *
 * One context for everything: a page may hold 16. The drawing buffer is preserved, so that a moved edge costs a strip and pixels can be
 * read at any time. Knows nothing of the store, of requests or of time.
 */
import type { Size } from '../../model/clip';
import type { Picture, PictureHeader } from '../../model/picture';
import type { SideName } from '../state/workspace';
import { type Box, overlap } from './camera';
import { chromaGrid, rgbFromTexels } from './colour';
import {
  createProgram,
  fitTexture,
  isDrawnByProcessor,
  type Program,
  selectProgram,
  type Texture,
  uploadSamples,
} from './gpu';
import {
  bindPlanes,
  type Conversion,
  createConverter,
  createSidePicture,
  type PlaneTextures,
  planeTraits,
} from './planes';
import { BOX_ON_SCREEN, DIFFERENCE, draftShader, MASK_TINT, PICTURE } from './shaders';
import type { Layer, ViewPlan } from './viewPlan';

export interface Views {
  readonly isDrawnByProcessor: boolean;
  readonly largestSide: number;
  setPicture(side: SideName, picture: Picture | null, conversion: Conversion): void;
  /** A gray 8-bit picture of the reference's size, or null. */
  setMask(mask: Picture | null): void;
  /** Draws all, or only what lies in `damage` (device pixels, top-down). */
  draw(plan: ViewPlan, damage?: Box | null): void;
  /** RGBA bytes of the canvas, top row first. */
  readCanvas(box?: Box): Uint8Array;
  /** RGBA bytes of a side's converted picture, top row first; null while there is none. */
  readSide(side: SideName, box?: Box): Uint8Array | null;
}

/** Null where the browser has no WebGL2. */
export function createViews(canvas: HTMLCanvasElement): Views | null {
  const gl = canvas.getContext('webgl2', {
    antialias: false,
    alpha: false,
    depth: false,
    stencil: false,
    preserveDrawingBuffer: true,
  });
  if (!gl) return null;
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  const converter = createConverter(gl);
  const sides = { a: createSidePicture(gl, converter), b: createSidePicture(gl, converter) };
  const painter = createPainter(gl);
  let mask: Texture | null = null;
  let hasMask = false;

  const drawLayer = (layer: Layer, plan: ViewPlan, damage: Box): void => {
    const touched = overlap(layer.clip, damage);
    if (touched.width === 0 || touched.height === 0) return;
    setScissor(gl, touched, plan.canvas);
    if (layer.isFarReduced) for (const side of [sides.a, sides.b]) if (side.rgb) side.reduce();
    const shownMask = hasMask && plan.isMaskShown ? mask : null;
    if (layer.what !== 'difference') {
      const { rgb, planes } = sides[layer.what];
      if (rgb) painter.picture(rgb, layer, plan.canvas);
      else if (planes) painter.draft(planes, layer, plan.canvas);
      if (shownMask) painter.mask(shownMask, layer.mask, plan.canvas);
    } else if (sides.a.rgb && sides.b.rgb) {
      painter.difference([sides.a.rgb, sides.b.rgb], shownMask, plan.gain, layer, plan.canvas);
    }
  };

  return {
    isDrawnByProcessor: isDrawnByProcessor(gl),
    largestSide: gl.getParameter(gl.MAX_TEXTURE_SIZE) as number,
    setPicture: (side, picture, conversion) => sides[side].show(picture, conversion),
    setMask(picture) {
      hasMask = picture !== null;
      if (!picture) return;
      gl.activeTexture(gl.TEXTURE0);
      mask = fitTexture(gl, mask, picture.header.width, picture.header.height, 'r8');
      uploadSamples(gl, mask, picture.planes);
    },
    draw(plan, damage = null) {
      const area = damage ?? { left: 0, top: 0, ...plan.canvas };
      if (area.width === 0 || area.height === 0) return;
      gl.viewport(0, 0, plan.canvas.width, plan.canvas.height);
      gl.enable(gl.SCISSOR_TEST);
      setScissor(gl, area, plan.canvas);
      const grey = plan.surround / 255;
      gl.clearColor(grey, grey, grey, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      for (const layer of plan.layers) drawLayer(layer, plan, area);
    },
    readCanvas(box = { left: 0, top: 0, width: canvas.width, height: canvas.height }) {
      const bytes = new Uint8Array(box.width * box.height * 4);
      const bottom = canvas.height - box.top - box.height;
      gl.readPixels(box.left, bottom, box.width, box.height, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
      return upsideDown(bytes, box);
    },
    readSide(side, box) {
      const { header } = sides[side];
      if (!header) return null;
      const { left, top, width, height } = box ?? {
        left: 0,
        top: 0,
        width: header.width,
        height: header.height,
      };
      return sides[side].readRgba(left, top, width, height);
    },
  };
}

interface Painter {
  picture(texture: Texture, layer: Layer, canvas: Size): void;
  draft(planes: PlaneTextures, layer: Layer, canvas: Size): void;
  /** Over what is drawn already. */
  mask(mask: Texture, box: Box, canvas: Size): void;
  difference(pair: [Texture, Texture], mask: Texture | null, gain: number, layer: Layer, canvas: Size): void;
}

function createPainter(gl: WebGL2RenderingContext): Painter {
  const picture = createProgram(gl, BOX_ON_SCREEN, PICTURE);
  const difference = createProgram(gl, BOX_ON_SCREEN, DIFFERENCE);
  const tint = createProgram(gl, BOX_ON_SCREEN, MASK_TINT);
  const samplers = {
    nearest: createSampler(gl, gl.NEAREST, gl.NEAREST),
    smooth: createSampler(gl, gl.LINEAR, gl.LINEAR),
    reduced: createSampler(gl, gl.LINEAR_MIPMAP_LINEAR, gl.LINEAR),
  };
  const samplerOf = ({ isSmooth, isFarReduced }: Layer): WebGLSampler =>
    isFarReduced ? samplers.reduced : isSmooth ? samplers.smooth : samplers.nearest;

  const drafts = new Map<string, Program>();
  const draftProgram = ({ header }: PlaneTextures): Program => {
    const traits = planeTraits(header);
    const key = JSON.stringify(traits);
    const program = drafts.get(key) ?? createProgram(gl, BOX_ON_SCREEN, draftShader(traits));
    drafts.set(key, program);
    return program;
  };
  const bind = (unit: number, texture: Texture, sampler: WebGLSampler): void => {
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(gl.TEXTURE_2D, texture.texture);
    gl.bindSampler(unit, sampler);
  };
  const drawBox = ({ at }: Program, { left, top, width, height }: Box, canvas: Size): void => {
    gl.uniform4f(at('box'), left, top, width, height);
    gl.uniform2f(at('canvas'), canvas.width, canvas.height);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  };

  return {
    picture(texture, layer, canvas) {
      selectProgram(gl, picture);
      bind(0, texture, samplerOf(layer));
      gl.uniform1i(picture.at('picture'), 0);
      drawBox(picture, layer.box, canvas);
    },
    draft(planes, layer, canvas) {
      const program = draftProgram(planes);
      selectProgram(gl, program);
      const isSmooth = layer.isSmooth && !planeTraits(planes.header).isDeep;
      bindPlanes(gl, program, planes, isSmooth ? samplers.smooth : samplers.nearest);
      const { matrix, bias } = rgbFromTexels(planes.header);
      gl.uniformMatrix3fv(program.at('rgbFromCodes'), false, matrix);
      gl.uniform3f(program.at('offset'), ...bias);
      const { x, y } = chromaShift(planes.header);
      gl.uniform4f(program.at('grid'), x, y, 0, 0);
      drawBox(program, layer.box, canvas);
    },
    mask(mask, box, canvas) {
      selectProgram(gl, tint);
      bind(0, mask, samplers.nearest);
      gl.uniform1i(tint.at('mask'), 0);
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
      drawBox(tint, box, canvas);
      gl.disable(gl.BLEND);
    },
    difference([a, b], mask, gain, layer, canvas) {
      selectProgram(gl, difference);
      bind(0, a, samplerOf(layer));
      bind(1, b, samplerOf(layer));
      // An unused sampler still needs a texture of its kind.
      bind(2, mask ?? a, samplers.nearest);
      for (const [unit, name] of ['pictureA', 'pictureB', 'mask'].entries())
        gl.uniform1i(difference.at(name), unit);
      gl.uniform1f(difference.at('gain'), gain);
      gl.uniform1i(difference.at('hasMask'), mask ? 1 : 0);
      drawBox(difference, layer.box, canvas);
    },
  };
}

/** What must be added to a place in the picture (0–1) to find the same place in its chroma, whose samples may stand beside the middle. */
function chromaShift(header: PictureHeader): { x: number; y: number } {
  const { stepX, stepY, x, y } = chromaGrid(header);
  return { x: ((stepX - 1) / 2 - x) / header.width, y: ((stepY - 1) / 2 - y) / header.height };
}

function createSampler(gl: WebGL2RenderingContext, reducing: number, enlarging: number): WebGLSampler {
  const sampler = gl.createSampler();
  gl.samplerParameteri(sampler, gl.TEXTURE_MIN_FILTER, reducing);
  gl.samplerParameteri(sampler, gl.TEXTURE_MAG_FILTER, enlarging);
  gl.samplerParameteri(sampler, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.samplerParameteri(sampler, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return sampler;
}

function setScissor(gl: WebGL2RenderingContext, { left, top, width, height }: Box, canvas: Size): void {
  gl.scissor(left, canvas.height - top - height, width, height);
}

/** WebGL reads the bottom row first. */
function upsideDown(bytes: Uint8Array, { width, height }: Size): Uint8Array {
  const turned = new Uint8Array(bytes.length);
  const row = width * 4;
  for (let y = 0; y < height; y++) turned.set(bytes.subarray(y * row, (y + 1) * row), (height - 1 - y) * row);
  return turned;
}
