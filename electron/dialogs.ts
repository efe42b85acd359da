/**
 * The system's dialogs for the page: files, folders, where to save, show in folder. Remembers the last folder of each.
 *
 * The page's options are read field by field: they come from another process. Answers follow model/shell.ts.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  app,
  type BrowserWindow,
  dialog,
  type OpenDialogOptions,
  type SaveDialogOptions,
  shell,
} from 'electron';
import type { ChooseFilesOptions, ChooseTargetOptions } from '../model/shell';
import { CHANNELS } from './channels';
import type { Memory } from './memory';
import { handleFromPage } from './security';

const FILTERS: Record<ChooseFilesOptions['kind'], { name: string; extensions: string[] }> = {
  video: {
    name: 'Video and stills',
    extensions: (
      'vob mpg mpeg m2v m2p ts m2ts mts dv avi mkv webm mp4 m4v mov mxf wmv asf flv ogv 264 h264 265 hevc y4m nut 3gp ' +
      'png jpg jpeg tif tiff bmp dpx exr webp tga'
    ).split(' '),
  },
  project: { name: 'Remaster project', extensions: ['remaster'] },
  recipe: { name: 'Recipe', extensions: ['json'] },
};

export function handleDialogs(window: () => BrowserWindow | null, memory: Memory): void {
  handleFromPage(CHANNELS.chooseFiles, (options) => chooseFiles(window(), memory, Object(options)));
  handleFromPage(CHANNELS.chooseFolder, (title) => chooseFolder(window(), memory, title));
  handleFromPage(CHANNELS.chooseTarget, (options) => chooseTarget(window(), memory, Object(options)));
  handleFromPage(CHANNELS.revealFile, (file) => revealFile(file));
}

async function chooseFiles(
  window: BrowserWindow | null,
  memory: Memory,
  { title, kind: asked, isMultiple }: Partial<ChooseFilesOptions>,
): Promise<string[]> {
  const kind = asked === 'project' || asked === 'recipe' ? asked : 'video';
  const found = await askOpen(window, {
    title: textOf(title, 'Open'),
    defaultPath: folderFor(memory, kind),
    filters: [FILTERS[kind], { name: 'All files', extensions: ['*'] }],
    properties: isMultiple ? ['openFile', 'multiSelections'] : ['openFile'],
  });
  if (found[0] !== undefined) rememberFolder(memory, kind, path.dirname(found[0]));
  return found;
}

async function chooseFolder(window: BrowserWindow | null, memory: Memory, title: unknown): Promise<string> {
  const [folder] = await askOpen(window, {
    title: textOf(title, 'Choose a folder'),
    defaultPath: folderFor(memory, 'folder'),
    properties: ['openDirectory', 'createDirectory'],
  });
  if (folder !== undefined) rememberFolder(memory, 'folder', folder);
  return folder ?? '';
}

async function chooseTarget(
  window: BrowserWindow | null,
  memory: Memory,
  { title, suggestedName, extensions: asked }: Partial<ChooseTargetOptions>,
): Promise<string> {
  const extensions = Array.isArray(asked) ? asked.filter((item) => /^[\w.]+$/.test(String(item))) : [];
  // A name only: the page does not choose the folder.
  const name = path.basename(textOf(suggestedName, 'untitled'));
  const options: SaveDialogOptions = {
    title: textOf(title, 'Save'),
    defaultPath: path.join(folderFor(memory, 'target'), name),
    filters: extensions.map((extension) => ({ name: extension.toUpperCase(), extensions: [extension] })),
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  };
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  if (canceled || filePath === '') return '';
  rememberFolder(memory, 'target', path.dirname(filePath));
  // Linux adds no extension, and then it was asked about another file than the one that will be written.
  const target = withExtension(filePath, extensions);
  return target === filePath || !existsSync(target) || (await mayReplace(window, target)) ? target : '';
}

export function withExtension(file: string, extensions: readonly string[]): string {
  const hasOne = extensions.some((extension) => file.toLowerCase().endsWith(`.${extension.toLowerCase()}`));
  return hasOne || extensions[0] === undefined ? file : `${file}.${extensions[0]}`;
}

async function mayReplace(window: BrowserWindow | null, file: string): Promise<boolean> {
  const options = {
    type: 'warning' as const,
    message: `${path.basename(file)} exists already.`,
    detail: 'Replace it?',
    buttons: ['Replace', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  };
  const { response } = await (window
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  return response === 0;
}

/** showItemInFolder says nothing about its success, so the file is looked for first. */
function revealFile(file: unknown): boolean {
  if (typeof file !== 'string' || !path.isAbsolute(file) || !existsSync(file)) return false;
  shell.showItemInFolder(file);
  return true;
}

async function askOpen(window: BrowserWindow | null, options: OpenDialogOptions): Promise<string[]> {
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return canceled ? [] : filePaths;
}

function folderFor(memory: Memory, kind: string): string {
  const folder = memory.now.folders[kind];
  return folder && existsSync(folder) ? folder : app.getPath('home');
}

function rememberFolder(memory: Memory, kind: string, folder: string): void {
  memory.remember({ folders: { ...memory.now.folders, [kind]: folder } });
}

function textOf(value: unknown, fallback: string): string {
  return typeof value === 'string' && value !== '' ? value : fallback;
}
