/** What ffmpeg's names of pixel formats tell: RGB or not, how deep, how chroma is halved. Pure. (libavutil/pixdesc.c) */

export function isRgb(pixelFormat: string): boolean {
  return /^(gbr|rgb|bgr|argb|abgr|0rgb|0bgr|x2rgb|x2bgr|pal8|bayer)/.test(pixelFormat);
}

export function isGray(pixelFormat: string): boolean {
  return /^(gray|mono|ya\d)/.test(pixelFormat);
}

export function hasAlpha(pixelFormat: string): boolean {
  return /^(yuva|gbrap|argb|abgr|rgba|bgra|ya\d|pal8|ayuv|vuya)/.test(pixelFormat);
}

/** True where chroma has fewer lines than luma, so that fields and siting matter in height. */
export function hasVerticalChroma(pixelFormat: string): boolean {
  return /420|440|410|^(nv12|nv21|p010|p012|p016)/.test(pixelFormat);
}

/** Bits of one sample; packed formats below 8 bits a sample count as 8, because they are handed out so. */
export function bitDepthOf(pixelFormat: string, bitsPerSample: number | null): number {
  const planar = /(?:p|gray|ya|f|xyz|y210|y212|x2rgb|x2bgr|p0|p2|p4)(9|10|12|14|16|32)(?:le|be)?$/.exec(
    pixelFormat,
  );
  const packed = /^(?:rgb48|bgr48|rgba64|bgra64|ayuv64)/.test(pixelFormat) ? 16 : null;
  const depth = packed ?? (planar ? Number(planar[1]) : null) ?? bitsPerSample ?? 8;
  return Math.min(16, Math.max(8, depth));
}
