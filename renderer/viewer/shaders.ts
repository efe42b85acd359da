/**
 * The viewer's shader programs as text: planes to RGB (once per picture), then a picture, a difference or a mask onto the screen.
 *
 * highp throughout: real GPUs may compute mediump in half floats, SwiftShader does not, so a test would never notice.
 */

export interface PlaneTraits {
  /** Samples of 16 bits: integer textures, which no GPU filters. */
  isDeep: boolean;
  /** A second texture holds planes 1 and 2, side by side in one texel. */
  hasPair: boolean;
}

export interface ConversionTraits extends PlaneTraits {
  isSubsampled: boolean;
  isFieldwise: boolean;
}

export const WHOLE_TARGET = `#version 300 es
const vec2 CORNERS[3] = vec2[3](vec2(-1.0, -1.0), vec2(3.0, -1.0), vec2(-1.0, 3.0));
void main() { gl_Position = vec4(CORNERS[gl_VertexID], 0.0, 1.0); }`;

function planesHead({ isDeep }: PlaneTraits): string {
  const sampler = isDeep ? 'usampler2D' : 'sampler2D';
  return `#version 300 es
precision highp float;
precision highp int;
precision highp ${sampler};
uniform ${sampler} plane;
uniform ${sampler} pair;
uniform mat3 rgbFromCodes;
uniform vec3 offset;
uniform vec4 grid;
out vec4 colour;
const float CODES = ${isDeep ? '1.0' : '255.0'};
`;
}

/**
 * Planes to RGB, sample by sample. texelFetch and our own bilinear chroma, because the precision of a GPU's own filter is not promised.
 * Row 0 of the target texture is the top row of the picture.
 */
export function conversionShader(traits: ConversionTraits): string {
  const { hasPair, isSubsampled, isFieldwise } = traits;
  const blended = BLENDED_CHROMA + (isFieldwise ? FIELD_CHROMA : FRAME_CHROMA);
  const chroma = !hasPair ? NO_CHROMA : isSubsampled ? blended : UNSHARED_CHROMA;
  return `${planesHead(traits)}
${chroma}
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  vec3 codes = vec3(float(texelFetch(plane, at, 0).r) * CODES, chromaAt(at));
  vec3 rgb = rgbFromCodes * (codes - offset);
  colour = vec4(floor(clamp(rgb, 0.0, 1.0) * 255.0 + 0.5) / 255.0, 1.0);
}`;
}

/**
 * Planes straight to the screen, for playing where a processor draws: each pixel of the screen is worked out once, by the texture filter,
 * instead of each sample of both pictures. At 1:1 chroma is repeated, not blended: every sample taken costs. Not exact, and never shown at
 * rest. The uniforms hold rgbFromTexels here.
 */
export function draftShader(traits: PlaneTraits): string {
  return `${planesHead(traits)}
in vec2 uv;
void main() {
  vec2 chroma = ${traits.hasPair ? 'vec2(texture(pair, uv + grid.xy).rg)' : 'vec2(0.0)'};
  colour = vec4(rgbFromCodes * vec3(float(texture(plane, uv).r), chroma) + offset, 1.0);
}`;
}

const NO_CHROMA = `
vec2 chromaAt(ivec2 at) { return vec2(0.0); }`;

const UNSHARED_CHROMA = `
vec2 chromaAt(ivec2 at) { return vec2(texelFetch(pair, at, 0).rg) * CODES; }`;

/** Beyond the last chroma sample the last one goes on, as zimg does (it mirrors about the edge, which is the same for two taps). */
const BLENDED_CHROMA = `
vec2 bothAt(int x, int y) { return vec2(texelFetch(pair, ivec2(x, y), 0).rg) * CODES; }
vec2 blend(int left, int right, int top, int bottom, vec2 weight) {
  vec2 upper = mix(bothAt(left, top), bothAt(right, top), weight.x);
  vec2 lower = mix(bothAt(left, bottom), bothAt(right, bottom), weight.x);
  return mix(upper, lower, weight.y);
}`;

/** `grid` holds where chroma sample 0 stands (xy) and one over the steps between chroma samples (zw); see colour.ts, ChromaGrid. */
const FRAME_CHROMA = `
vec2 chromaAt(ivec2 at) {
  vec2 position = (vec2(at) - grid.xy) * grid.zw;
  vec2 base = floor(position);
  ivec2 last = textureSize(pair, 0) - 1;
  ivec2 first = clamp(ivec2(base), ivec2(0), last);
  ivec2 second = clamp(ivec2(base) + 1, ivec2(0), last);
  return blend(first.x, second.x, first.y, second.y, position - base);
}`;

/**
 * Chroma of a field belongs to the luma rows of the same field. Where it stands between two rows of the frame (grid.y 0.5) it stands a
 * quarter below the row above in the top field, and three quarters in the bottom field (H.262, figure 6-2).
 */
const FIELD_CHROMA = `
vec2 chromaAt(ivec2 at) {
  int parity = at.y & 1;
  float site = grid.y == 0.5 ? 0.25 + 0.5 * float(parity) : grid.y;
  vec2 position = (vec2(at.x, at.y >> 1) - vec2(grid.x, site)) * grid.zw;
  vec2 base = floor(position);
  ivec2 size = textureSize(pair, 0);
  ivec2 last = ivec2(size.x - 1, (size.y - 1 - parity) >> 1);
  ivec2 first = clamp(ivec2(base), ivec2(0), last);
  ivec2 second = clamp(ivec2(base) + 1, ivec2(0), last);
  return blend(first.x, second.x, first.y * 2 + parity, second.y * 2 + parity, position - base);
}`;

/** A rectangle of the screen, top-down device pixels in `box` (left, top, width, height) on a canvas of `canvas`. */
export const BOX_ON_SCREEN = `#version 300 es
uniform vec4 box;
uniform vec2 canvas;
out vec2 uv;
void main() {
  uv = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  vec2 at = (box.xy + uv * box.zw) / canvas * 2.0 - 1.0;
  gl_Position = vec4(at.x, -at.y, 0.0, 1.0);
}`;

export const PICTURE = `#version 300 es
precision highp float;
uniform sampler2D picture;
in vec2 uv;
out vec4 colour;
void main() { colour = vec4(texture(picture, uv).rgb, 1.0); }`;

/** What pixelmatch counts: a tint of this strength, the same over pictures and over their difference. */
const COUNTED = 'const vec4 COUNTED = vec4(0.92, 0.36, 0.28, 0.75);';

/** The mask alone, to be blended over a picture. */
export const MASK_TINT = `#version 300 es
precision highp float;
uniform sampler2D mask;
in vec2 uv;
out vec4 colour;
${COUNTED}
void main() { colour = texture(mask, uv).r > 0.9 ? COUNTED : vec4(0.0); }`;

/** |A − B| × gain per channel; where the mask says 255, a tint in its place. */
export const DIFFERENCE = `#version 300 es
precision highp float;
uniform sampler2D pictureA;
uniform sampler2D pictureB;
uniform sampler2D mask;
uniform float gain;
uniform bool hasMask;
in vec2 uv;
out vec4 colour;
${COUNTED}
void main() {
  vec3 apart = abs(texture(pictureA, uv).rgb - texture(pictureB, uv).rgb) * gain;
  if (hasMask && texture(mask, uv).r > 0.9) apart = mix(apart, COUNTED.rgb, COUNTED.a);
  colour = vec4(apart, 1.0);
}`;
