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

/**
 * Stand in a filter's expressions for the number of the first source frame that goes in, and of the first picture that the step is given.
 * Both are spellings of zero that nobody else uses, so that a graph as planned is right for a whole render.
 */
export const FRAME_NUMBER = '0e1';
export const PICTURE_NUMBER = '0e2';

/** The graph for a start in the middle of a clip: what counts pictures counts from the clip's head. */
export function graphAt(graph: string, first: { frame: number; picture: number }): string {
  return graph.replace(/\b0e([12])\b/g, (_zero, which) =>
    String(which === '1' ? first.frame : first.picture),
  );
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
