/** Builds the page. The shells' own code is built by scripts/build.ts, which calls Vite with other inputs. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: { outDir: '../out/page', emptyOutDir: true, target: 'chrome120', assetsInlineLimit: 0 },
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://127.0.0.1:4123' } },
});
