/**
 * The native menu as data, drawn from the table of commands. Pure: menu.ts hands it to Electron.
 */
import type { MenuItemConstructorOptions } from 'electron';
import { COMMANDS, type Command, type MenuPlace } from '../model/commands';

export interface MenuOptions {
  isMac: boolean;
  /** Reload is for those who work on the page itself. */
  isDevelopment: boolean;
  appName: string;
  send(commandId: string): void;
}

type Item = MenuItemConstructorOptions;
const SEPARATOR: Item = { type: 'separator' };

export function menuTemplate(options: MenuOptions): Item[] {
  const { isMac, isDevelopment, appName } = options;
  const place = (menu: MenuPlace) => itemsOf(menu, options);
  // On macOS the first menu is the app's, and text fields copy and paste only through an Edit menu with these roles.
  const appMenu: Item[] = isMac ? [{ label: appName, role: 'appMenu' }] : [];
  const leave: Item = isMac ? { role: 'close' } : { role: 'quit' };
  const reload: Item[] = isDevelopment ? [SEPARATOR, { role: 'reload' }] : [];
  const about: Item[] = isMac ? [] : [SEPARATOR, { role: 'about' }];
  const [undo, ...edit] = splitGroups(place('Edit'));
  return [
    ...appMenu,
    { label: 'File', submenu: [...place('File'), SEPARATOR, leave] },
    { label: 'Edit', submenu: [...(undo ?? []), SEPARATOR, ...textItems(), ...edit.flatMap(afterSeparator)] },
    { label: 'View', submenu: [...place('View'), ...reload] },
    { label: 'Play', submenu: place('Play') },
    { label: 'Measure', submenu: place('Measure') },
    ...(isMac ? [{ role: 'windowMenu' } as Item] : []),
    {
      role: 'help',
      label: 'Help',
      submenu: [...place('Help'), SEPARATOR, { role: 'toggleDevTools' }, ...about],
    },
  ];
}

function textItems(): Item[] {
  return [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }];
}

function itemsOf(menu: MenuPlace, { send }: MenuOptions): Item[] {
  const commands: readonly Command[] = COMMANDS;
  return commands
    .filter((command) => command.menu === menu)
    .flatMap((command) => [...(command.startsGroup ? [SEPARATOR] : []), itemOf(command, send)]);
}

function itemOf(command: Command, send: MenuOptions['send']): Item {
  const accelerator = command.keys.map(acceleratorFromKeys).find((found) => found !== null);
  return {
    id: command.id,
    label: command.title.replaceAll('&', '&&'),
    toolTip: command.says,
    ...(accelerator ? { accelerator } : {}),
    click: () => send(command.id),
  };
}

function splitGroups(items: readonly Item[]): Item[][] {
  const groups: Item[][] = [[]];
  for (const item of items) {
    if (item === SEPARATOR) groups.push([]);
    else groups.at(-1)?.push(item);
  }
  return groups;
}

function afterSeparator(group: readonly Item[]): Item[] {
  return [SEPARATOR, ...group];
}

const SIGNS: Readonly<Record<string, string>> = {
  Equal: '=',
  Minus: '-',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Slash: '/',
  Comma: ',',
  Period: '.',
};

/**
 * Electron's spelling of physical keys, or null where they must not be native: a key without Ctrl would fire while somebody types, and arrows
 * move the caret. Letters are those of the US layout, as Electron has no physical accelerators.
 */
export function acceleratorFromKeys(keys: string): string | null {
  const parts = keys.split('+');
  const code = parts.pop() ?? '';
  const isFunctionKey = /^F([1-9]|1\d|2[0-4])$/.test(code);
  const key = isFunctionKey
    ? code
    : (/^(?:Key([A-Z])|Digit(\d))$/.exec(code)?.slice(1).join('') ?? SIGNS[code]);
  if (key === undefined || !(isFunctionKey || parts.includes('Ctrl'))) return null;
  return [...parts.map((part) => (part === 'Ctrl' ? 'CommandOrControl' : part)), key].join('+');
}
