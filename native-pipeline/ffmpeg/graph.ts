/**
 * Filters as data, and how they are written as one ffmpeg filter graph.
 *
 * Pure. Knows ffmpeg's two levels of escaping (option values, then the graph) and nothing about any single filter.
 */

/** One filter; options are written in the order given. */
export interface Filter {
  name: string;
  options: Record<string, string | number>;
}

/** A chain of filters as ffmpeg reads it after `-vf`; '' for none. */
export function formatGraph(filters: readonly Filter[]): string {
  return filters.map(formatFilter).join(',');
}

export function formatFilter({ name, options }: Filter): string {
  const written = Object.entries(options).map(([key, value]) => `${key}=${escapeValue(String(value))}`);
  return written.length === 0 ? name : `${name}=${written.join(':')}`;
}

/**
 * A value that survives both readings: first the graph's parser takes a level of escapes away (special: `\ ' [ ] , ;`), then the filter's
 * own option parser another (special: `\ ' :`). (ffmpeg-filters, "Notes on filtergraph escaping")
 */
export function escapeValue(value: string): string {
  const forOptions = value.replace(/[\\':]/g, '\\$&');
  return forOptions.replace(/[\\'[\],;]/g, '\\$&');
}
