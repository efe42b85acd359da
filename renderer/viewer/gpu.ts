/** Small WebGL2 vocabulary: programs with their uniforms, textures, and whether a processor plays the graphics card. */

export interface Program {
  program: WebGLProgram;
  /** Location by name; null (ignored by WebGL) where the compiler found it unused. */
  at(name: string): WebGLUniformLocation | null;
}

/** Throws where the driver refuses a shader: a bug of ours, with the driver's words. */
export function createProgram(gl: WebGL2RenderingContext, vertex: string, fragment: string): Program {
  const program = gl.createProgram();
  const shaders = [
    createShader(gl, gl.VERTEX_SHADER, vertex),
    createShader(gl, gl.FRAGMENT_SHADER, fragment),
  ];
  for (const shader of shaders) gl.attachShader(program, shader);
  gl.linkProgram(program);
  for (const shader of shaders) gl.deleteShader(shader);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`The viewer's shader was refused: ${gl.getProgramInfoLog(program)}`);
  }
  const known = new Map<string, WebGLUniformLocation | null>();
  return {
    program,
    at(name) {
      const found = known.get(name);
      if (found !== undefined) return found;
      const location = gl.getUniformLocation(program, name);
      known.set(name, location);
      return location;
    },
  };
}

export function selectProgram(gl: WebGL2RenderingContext, { program }: Program): void {
  // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's useProgram is no React hook.
  gl.useProgram(program);
}

function createShader(gl: WebGL2RenderingContext, type: number, source: string): WebGLShader {
  const shader = gl.createShader(type);
  if (!shader) throw new Error('The graphics context is lost.');
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
    throw new Error(`The viewer's shader was refused: ${gl.getShaderInfoLog(shader)}`);
  }
  return shader;
}

export type Format = 'r8' | 'rg8' | 'r16ui' | 'rg16ui' | 'rgba8';

/** A texture that keeps its storage while its size and format stay: texSubImage2D into it is three times as fast as a new one. */
export interface Texture {
  texture: WebGLTexture;
  width: number;
  height: number;
  format: Format;
}

export function createTexture(
  gl: WebGL2RenderingContext,
  width: number,
  height: number,
  format: Format,
): Texture {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  const internal = { r8: gl.R8, rg8: gl.RG8, r16ui: gl.R16UI, rg16ui: gl.RG16UI, rgba8: gl.RGBA8 }[format];
  // Pictures have room for their reduced versions (planes.ts, reduce); planes do not need them.
  const levels = format === 'rgba8' ? 1 + Math.floor(Math.log2(Math.max(width, height))) : 1;
  gl.texStorage2D(gl.TEXTURE_2D, levels, internal, width, height);
  const filter = format.endsWith('ui') ? gl.NEAREST : gl.LINEAR;
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, filter);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, filter);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return { texture, width, height, format };
}

/** The same texture where it fits, else a new one in its place. */
export function fitTexture(
  gl: WebGL2RenderingContext,
  old: Texture | null | undefined,
  width: number,
  height: number,
  format: Format,
): Texture {
  if (old && old.width === width && old.height === height && old.format === format) return old;
  if (old) gl.deleteTexture(old.texture);
  return createTexture(gl, width, height, format);
}

/** Fills a texture of planes. Samples are bytes, or 16-bit words for the 'ui' formats. */
export function uploadSamples(
  gl: WebGL2RenderingContext,
  target: Texture,
  samples: Uint8Array | Uint16Array,
): void {
  gl.bindTexture(gl.TEXTURE_2D, target.texture);
  const isDeep = target.format.endsWith('ui');
  const isPair = target.format.startsWith('rg');
  const layout = isPair ? (isDeep ? gl.RG_INTEGER : gl.RG) : isDeep ? gl.RED_INTEGER : gl.RED;
  const type = isDeep ? gl.UNSIGNED_SHORT : gl.UNSIGNED_BYTE;
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, target.width, target.height, layout, type, samples);
}

/** True where a processor draws (SwiftShader, llvmpipe): every pixel costs, so the canvas stays at one pixel per CSS pixel. */
export function isDrawnByProcessor(gl: WebGL2RenderingContext): boolean {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  return /swiftshader|llvmpipe|softpipe|software/i.test(name);
}
