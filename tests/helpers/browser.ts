/**
 * Starts the Chromium that end-to-end tests and benchmarks use: the one inside @sparticuz/chromium, unpacked once per version.
 *
 * Not the package's own `executablePath()` and `args`: the first hands out half-written or stale files, the second contain
 * `--single-process` (dies when a second context is opened) and `--disable-web-security`. REMASTER_BROWSER names another Chromium to use.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { inflate } from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';

/**
 * How the page is composed. 'swiftshader': everything on a software GPU. 'software': the page without a GPU, WebGL canvases read back
 * each frame. Pixels must be the same in both; speed is measured in the first.
 */
export const BROWSER_MODES = ['swiftshader', 'software'] as const;
export type BrowserMode = (typeof BROWSER_MODES)[number];

const MODE_ARGS: Record<BrowserMode, string[]> = {
  swiftshader: [
    '--use-gl=angle',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--ignore-gpu-blocklist',
  ],
  software: [],
};

/** A browser; close it in `afterAll`. */
export async function openBrowser(mode: BrowserMode = 'swiftshader'): Promise<Browser> {
  const own = process.env.REMASTER_BROWSER;
  if (own) return chromium.launch({ executablePath: own, args: MODE_ARGS[mode] });
  const folder = await unpackChromium();
  return chromium.launch({
    executablePath: path.join(folder, 'chromium'),
    args: MODE_ARGS[mode],
    env: environment(folder),
  });
}

/**
 * A context that speaks English: with LANG=C Chromium calls its language `en-US@posix`, on which Intl throws.
 * 1440×900 at one device pixel per CSS pixel, unless told otherwise.
 */
export function openContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({
    locale: 'en-US',
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 1,
    ...options,
  });
}

/** Folder with `chromium`, its libraries and fonts. Unpacked beside and renamed, so that nobody meets a half-written file. */
async function unpackChromium(): Promise<string> {
  const bin = path.join(packageFolder(), 'bin');
  const folder = path.join(os.tmpdir(), `remaster-chromium-${await packageVersion()}-${os.userInfo().uid}`);
  if (existsSync(path.join(folder, 'chromium'))) return folder;
  const fresh = await mkdtemp(`${folder}.`);
  await unpackInto(fresh, bin);
  await writeFontConfig(fresh, folder);
  try {
    await rename(fresh, folder);
  } catch (error) {
    // Another process was faster; its copy is as good as ours.
    await rm(fresh, { recursive: true, force: true });
    if (!existsSync(path.join(folder, 'chromium'))) throw error;
  }
  return folder;
}

async function unpackInto(folder: string, bin: string): Promise<void> {
  const archives = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'];
  // `inflate` asks os.tmpdir() for its target before it awaits anything, so TMPDIR is only changed within this one task.
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  const unpacked = archives.map((name) => inflate(path.join(bin, name)));
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  await Promise.all(unpacked);
}

/** The package's fonts.conf names folders of Amazon's machines; ours says where the fonts will lie once renamed. */
async function writeFontConfig(fresh: string, folder: string): Promise<void> {
  const text = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    `<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`,
  ];
  await writeFile(path.join(fresh, 'fonts', 'fonts.conf'), text.join('\n'));
}

function environment(folder: string): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const env = Object.fromEntries(own);
  if (isLackingLibraries(path.join(folder, 'chromium'))) {
    const libraries = path.join(folder, 'al2023', 'lib');
    env.LD_LIBRARY_PATH = env.LD_LIBRARY_PATH ? `${libraries}:${env.LD_LIBRARY_PATH}` : libraries;
  }
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = path.join(folder, 'fonts');
  return env;
}

/** Bare images lack NSS and expat; the package brings them, but the system's own are better where they are. */
function isLackingLibraries(binary: string): boolean {
  try {
    return execFileSync('ldd', [binary], { encoding: 'utf8' }).includes('not found');
  } catch {
    return true;
  }
}

function packageFolder(): string {
  return path.join(path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..');
}

async function packageVersion(): Promise<string> {
  const text = await readFile(path.join(packageFolder(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
