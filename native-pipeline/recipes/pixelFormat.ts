/**
 * ffmpeg's pixel format names taken apart and put together: what a plan must know about the samples it works on.
 *
 * Pure. Only planar formats are ever written; packed ones (nv12, uyvy422, rgb24, …) are read as the planar format that holds the same.
 */

export type Subsampling = '410' | '411' | '420' | '422' | '440' | '444';

export interface PixelFormat {
  kind: 'yuv' | 'gray' | 'rgb';
  /** '444' for gray and rgb. */
  subsampling: Subsampling;
  /** Significant bits a sample, 8 to 16. */
  bitDepth: number;
  /** True for the yuvj names, which promise full range. */
  isFullByName: boolean;
}

/** The planar format that holds a clip's samples without loss (alpha is dropped). Unknown names are taken for RGB of `bitDepth`. */
export function parsePixelFormat(name: string, bitDepth = 8): PixelFormat {
  const planar = /^yuv(j|a)?(4\d\d)p(\d+)?(?:le|be)?$/.exec(name);
  if (planar) return yuv(planar[2], depthFrom(planar[3]), planar[1] === 'j');
  const semiPlanar = /^(?:nv(\d\d)|p([0-4])(1\d))(?:le|be)?$/.exec(name);
  if (semiPlanar) return parseSemiPlanar(semiPlanar[1], semiPlanar[2], semiPlanar[3]);
  if (/^(uyvy422|yuyv422|yvyu422)$/.test(name)) return yuv('422', 8);
  if (name === 'uyyvyy411') return yuv('411', 8);
  if (/^y2(1\d)(le|be)?$/.test(name)) return yuv('422', Number(name.slice(2, 4)));
  if (/^(vuy|ayuv|xv3|v30x|uyva)/.test(name)) return yuv('444', Math.max(8, Math.min(16, bitDepth)));
  const gray = /^(?:gray|ya)(\d+)?(?:le|be)?$/.exec(name);
  if (gray) return { ...SAMPLES, kind: 'gray', bitDepth: depthFrom(gray[1]) };
  if (/^mono[wb]$/.test(name)) return { ...SAMPLES, kind: 'gray', bitDepth: 8 };
  return { ...SAMPLES, kind: 'rgb', bitDepth: rgbDepth(name, bitDepth) };
}

/** ffmpeg's name, always planar and little-endian: 'yuv422p10le', 'gbrp', 'gray16le'. */
export function formatPixelFormat({ kind, subsampling, bitDepth, isFullByName }: PixelFormat): string {
  const depth = bitDepth === 8 ? '' : `${bitDepth}le`;
  if (kind === 'gray') return `gray${depth}`;
  if (kind === 'rgb') return `gbrp${depth}`;
  return `yuv${isFullByName ? 'j' : ''}${subsampling}p${depth}`;
}

/** Samples of chroma for each of luma, as shifts: 4:2:0 is 1 and 1. */
export function chromaShifts(subsampling: Subsampling): { x: number; y: number } {
  return SHIFTS[subsampling];
}

const SHIFTS: Record<Subsampling, { x: number; y: number }> = {
  '410': { x: 2, y: 2 },
  '411': { x: 2, y: 0 },
  '420': { x: 1, y: 1 },
  '422': { x: 1, y: 0 },
  '440': { x: 0, y: 1 },
  '444': { x: 0, y: 0 },
};

const SAMPLES = { subsampling: '444', isFullByName: false } as const;

function yuv(subsampling: string | undefined, bitDepth: number, isFullByName = false): PixelFormat {
  const known = subsampling !== undefined && subsampling in SHIFTS ? (subsampling as Subsampling) : '444';
  return { kind: 'yuv', subsampling: known, bitDepth, isFullByName };
}

/** nv12, nv16, nv20, nv24, nv42 and the p0xx (4:2:0), p2xx (4:2:2), p4xx (4:4:4) family. */
function parseSemiPlanar(nv?: string, family?: string, depth?: string): PixelFormat {
  if (nv === '20') return yuv('422', 10);
  if (nv) return yuv({ 16: '422', 24: '444', 42: '444' }[Number(nv)] ?? '420', 8);
  return yuv({ 2: '422', 4: '444' }[Number(family)] ?? '420', Number(depth));
}

function depthFrom(digits: string | undefined): number {
  return digits === undefined ? 8 : Math.min(16, Number(digits));
}

function rgbDepth(name: string, bitDepth: number): number {
  const planar = /^gbra?p(\d+)?(?:le|be)?$/.exec(name);
  if (planar) return depthFrom(planar[1]);
  if (/^(rgb|bgr)(48|f)|^(rgba|bgra)64|^gbra?pf|^bayer.*16/.test(name)) return 16;
  if (/^x2(rgb|bgr)10/.test(name)) return 10;
  return /^(rgb|bgr|argb|abgr|0rgb|0bgr|pal8|bayer)/.test(name) ? 8 : Math.max(8, Math.min(16, bitDepth));
}
