/**
 * The layer table: which folder may look into which. tests/architecture.test.ts reads it and every import line.
 *
 * A room sees itself, `model`, and what is listed. `native-pipeline/index.ts` is the engine's only door.
 */
export interface Room {
  folder: string;
  /** Folders or files that may be imported besides the room itself. */
  sees: readonly string[];
  /** npm packages and node: modules that may be imported; 'node:*' for all of Node's own. */
  packages: readonly string[];
}

const engine = (name: string, sees: readonly string[], packages: readonly string[] = []): Room => ({
  folder: `native-pipeline/${name}`,
  sees: ['model', ...sees.map((room) => `native-pipeline/${room}`)],
  packages: ['node:*', ...packages],
});

export const ROOMS: readonly Room[] = [
  { folder: 'model', sees: [], packages: ['zod'] },
  engine('ffmpeg', [], ['fluent-ffmpeg']),
  engine('clips', ['ffmpeg']),
  {
    folder: 'native-pipeline/recipes',
    sees: ['model', 'native-pipeline/ffmpeg/graph', 'native-pipeline/ffmpeg/placebo'],
    packages: [],
  },
  engine('frames', ['clips', 'recipes', 'ffmpeg']),
  engine('analysis', ['clips', 'ffmpeg']),
  engine('compare', ['frames', 'clips', 'recipes', 'ffmpeg'], ['pixelmatch']),
  engine('exports', ['compare', 'frames', 'clips', 'recipes', 'ffmpeg'], ['pngjs']),
  engine('jobs', []),
  engine(
    'api',
    ['exports', 'analysis', 'jobs', 'compare', 'frames', 'clips', 'recipes', 'ffmpeg'],
    ['hono', 'zod'],
  ),
  { folder: 'native-pipeline', sees: ['model', 'native-pipeline/api'], packages: ['node:*'] },
  {
    folder: 'renderer',
    sees: ['model'],
    packages: ['react', 'react-dom', 'react-aria-components', 'zustand', 'lucide-react', 'uplot', 'zod'],
  },
  { folder: 'electron', sees: ['model', 'native-pipeline/index'], packages: ['node:*', 'electron'] },
  { folder: 'web', sees: ['model', 'native-pipeline/index'], packages: ['node:*', '@hono/node-server'] },
  { folder: 'cli', sees: ['model', 'native-pipeline/index', 'web', 'electron/binary'], packages: ['node:*'] },
];
