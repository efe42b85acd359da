/** Test projects by what they need: pure code, a real ffmpeg, the door, the shells, jsdom, a real browser. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const project = (name: string, extra: Record<string, unknown> = {}) => ({
  test: {
    name,
    include: [`tests/${name}/**/*.test.{ts,tsx}`],
    // Against hangs only: a busy machine must not fail a test.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    ...extra,
  },
});

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'architecture', include: ['tests/*.test.ts'] } },
      project('unit', { testTimeout: 60_000 }),
      project('engine'),
      project('api'),
      // The real package must never be imported: outside Electron it downloads the binary.
      project('shells', {
        alias: {
          electron: fileURLToPath(new URL('tests/helpers/electronStandIn/index.ts', import.meta.url)),
        },
      }),
      project('ui', { environment: 'jsdom' }),
      project('e2e', { testTimeout: 180_000, hookTimeout: 180_000, fileParallelism: false }),
    ],
  },
});
