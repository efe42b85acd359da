/** Comparing: which variants, what a score says and what it does not. */
import { z } from 'zod';
import type { ShownSource } from './picture';
import { recipeSchema } from './recipe';

/**
 * A picture's address names all that decides its pixels: a moved slider is another address.
 *
 * `clock` tells what `frame` counts: 'variant' the pictures a render would write, 'source' the clip's own frames (the engine finds the
 * variant's picture that shows the same moment; the reply's header holds both numbers).
 */
export const pictureAddressSchema = z.object({
  clipId: z.string(),
  revision: z.number().int(),
  frame: z.number().int().min(0),
  clock: z.enum(['source', 'variant']),
  /** Null: the source itself, native planes untouched. */
  recipe: recipeSchema.nullable(),
  /** Null: the variant's own stored size. */
  size: z
    .object({ width: z.number().int().min(1).max(16384), height: z.number().int().min(1).max(16384) })
    .nullable(),
});
export type PictureAddress = z.infer<typeof pictureAddressSchema>;

/** Full-reference numbers are only valid against a genuine reference (field-notes.md section 6). */
export type Validity = 'valid' | 'relative' | 'not-valid';

export interface Tool {
  name: string;
  version: string;
}

export interface Score {
  metric: 'pixelmatch' | 'psnr' | 'ssim';
  /** dB for psnr (null: identical pictures, infinite), 0–1 for ssim, share of differing pixels 0–1 for pixelmatch. */
  value: number | null;
  unit: 'dB' | '' | 'share';
  /** Parts: per channel r, g, b; for pixelmatch `pixels` and `of`. */
  parts: Record<string, number | null>;
  validity: Validity;
  because: string;
  tool: Tool;
}

export interface ComparedFrame extends ShownSource {
  frame: number;
}

export interface Measurement {
  /** One sentence: what was compared with what, at which size, in which colours. */
  compares: string;
  frame: number;
  /** Which pictures: the number of each in its own variant, and the source frame that it shows. */
  frames: { a: ComparedFrame; b: ComparedFrame; isSameClip: boolean };
  width: number;
  height: number;
  threshold: number;
  scores: Score[];
}

export const LAYOUTS = ['separate', 'side-by-side', 'wipe', 'difference'] as const;
export type Layout = (typeof LAYOUTS)[number];

export interface StillFile {
  path: string;
  role: string;
  frame: number;
  sha256: string;
}

export interface StillsResult {
  files: StillFile[];
  /** Path of the JSON sidecar. */
  manifest: string;
}
