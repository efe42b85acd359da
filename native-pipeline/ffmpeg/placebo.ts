/**
 * libplacebo in a graph: how pictures get to the graphics card and back, and the device that an ffmpeg with such a graph must be given. Pure.
 *
 * From 6.1 on the filter takes pictures from memory; before, it took those of a Vulkan device only (libavfilter/vf_libplacebo.c).
 */
import type { Filter } from './graph';

/** From memory, or brought to the card and back by filters of their own. */
export type PlaceboWay = 'memory' | 'upload';

/** By itself libplacebo takes no device that computes in software; one that ffmpeg has opened it takes. */
export const VULKAN = ['-init_hw_device', 'vulkan'];

/** `pixelFormat` is what comes in and goes out. */
export function placeboFilters(options: Filter['options'], pixelFormat: string, way: PlaceboWay): Filter[] {
  const filter: Filter = { name: 'libplacebo', options: { ...options, format: pixelFormat } };
  if (way === 'memory') return [filter];
  const down: Filter[] = [
    { name: 'hwdownload', options: {} },
    { name: 'format', options: { pix_fmts: pixelFormat } },
  ];
  return [{ name: 'hwupload', options: {} }, filter, ...down];
}

/** The words that an ffmpeg needs for the graphs among its own; none for most. */
export function deviceOptions(words: readonly string[]): readonly string[] {
  return words.some((word) => PLACEBO.test(word)) ? VULKAN : [];
}

const PLACEBO = /(^|[,;\]])libplacebo=/;
