/** `dialog`, `shell` and `screen`: they answer what the test laid ready and keep what they were asked (rules 2, 15). */
import { assertReady, machine } from './machine';
import { StandInWindow } from './window';

interface Asked {
  kind: 'open' | 'save' | 'message' | 'error';
  hasWindow: boolean;
  options: Record<string, unknown>;
}

/** Laid ready by a test, taken in order; empty: the user cancels. */
export const answers: unknown[] = [];
export const asked: Asked[] = [];

const READY = 'dialog module can only be used after app is ready';
const PROPERTIES: Record<string, readonly string[]> = {
  open: [
    'openFile',
    'openDirectory',
    'multiSelections',
    'createDirectory',
    'promptToCreate',
    'noResolveAliases',
    'treatPackageAsDirectory',
    'dontAddToRecent',
  ],
  save: ['createDirectory', 'showOverwriteConfirmation', 'treatPackageAsDirectory', 'dontAddToRecent'],
};

function ask(kind: Asked['kind'], args: readonly unknown[], cancelled: object): Promise<unknown> {
  assertReady(READY);
  const hasWindow = args[0] instanceof StandInWindow;
  const options = (hasWindow ? args[1] : args[0]) as Record<string, unknown>;
  for (const name of ['title', 'buttonLabel', 'defaultPath', 'message', 'detail']) {
    const value = options[name];
    if (value !== undefined && typeof value !== 'string') throw new TypeError(`${name} must be a string`);
  }
  checkLists(kind, options);
  asked.push({ kind, hasWindow, options });
  return Promise.resolve(answers.shift() ?? cancelled);
}

function checkLists(
  kind: string,
  { properties = [], filters = [], buttons = [], type = 'none' }: Record<string, unknown>,
): void {
  if (!Array.isArray(properties)) throw new TypeError('Properties must be an array');
  const unknown = properties.find((name) => !PROPERTIES[kind]?.includes(name));
  if (unknown) throw new TypeError(`stand-in: ${kind} dialogs ignore ${unknown}`);
  for (const { name, extensions } of filters as { name: string; extensions: string[] }[]) {
    if (!name || extensions.some((item) => item.startsWith('.')))
      throw new TypeError('stand-in: a bad filter');
  }
  if (!Array.isArray(buttons)) throw new TypeError('Buttons must be an array');
  if (!['none', 'info', 'warning', 'error', 'question'].includes(String(type))) {
    throw new TypeError('Invalid message box type');
  }
}

export const dialog = {
  showOpenDialog: (...args: unknown[]) => ask('open', args, { canceled: true, filePaths: [] }),
  showSaveDialog: (...args: unknown[]) => ask('save', args, { canceled: true, filePath: '' }),
  showMessageBox: (...args: unknown[]) => ask('message', args, { response: 1, checkboxChecked: false }),
  /** The one dialog that may come before ready. */
  showErrorBox: (title: string, content: string) => {
    machine.happened.push('error-box');
    asked.push({ kind: 'error', hasWindow: false, options: { title, content } });
  },
};

export const revealed: string[] = [];
export const shell = {
  showItemInFolder: (path: string): void => {
    revealed.push(path);
  },
};

const FULL_HD = { x: 0, y: 0, width: 1920, height: 1080 };
export const screens = [{ bounds: FULL_HD, workArea: FULL_HD }];
export const screen = {
  getAllDisplays: () => {
    assertReady('The screen module can only be used after the app module is ready');
    return screens;
  },
};
