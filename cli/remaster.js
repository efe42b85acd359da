#!/usr/bin/env node
// The installed command: runs the bundle that `npm run build` makes. In a checkout, `npm run -s remaster -- …` runs the sources instead.
import { existsSync } from 'node:fs';

const bundle = new URL('../out/cli/main.js', import.meta.url);
if (existsSync(bundle)) {
  await import(bundle.href);
} else {
  process.stderr.write('The command line is not built yet: run `npm run build` first.\n');
  process.exitCode = 1;
}
