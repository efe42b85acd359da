/**
 * Filters as data, and how they are written as one ffmpeg filter graph.
 *
 * Pure. Knows ffmpeg's two levels of escaping (option values, then the graph) and nothing about any single filter.
 */

/** One filter; options are written in the order given. */
export interface Filter {
  name: string;
  options: Record<string, string | number>;
  /** Branches it takes its pictures from, where that is not the filter before it. */
  from?: readonly string[];
  /** Branches it gives its pictures to, where that is not the filter behind it. */
  to?: readonly string[];
}

/**
 * A chain of filters as ffmpeg reads it after `-vf`; '' for none. Parts of it may branch, as long as one picture comes in and one goes out.
 * Steps name branches as they like: a count is put behind each name, so that two steps may use the same.
 */
export function formatGraph(filters: readonly Filter[]): string {
  const counts = new Map<string, number>();
  const label = (name: string) => `[${name}${counts.get(name) ?? ''}]`;
  const opened = (name: string) => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return label(name);
  };
  return filters
    .map((filter, at) => {
      const from = (filter.from ?? []).map(label).join('');
      const to = (filter.to ?? []).map(opened).join('');
      const isApart = filter.from !== undefined || filters[at - 1]?.to !== undefined;
      const joint = at === 0 ? '' : isApart ? ';' : ',';
      return `${joint}${from}${formatFilter(filter)}${to}`;
    })
    .join('');
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
