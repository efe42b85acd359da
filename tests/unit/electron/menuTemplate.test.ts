import { describe, expect, it } from 'vitest';
import { acceleratorFromKeys, menuTemplate } from '../../../electron/menuTemplate';
import { COMMANDS } from '../../../model/commands';

const options = { isMac: false, isDevelopment: false, appName: 'Remaster', send: () => {} };
type Item = ReturnType<typeof menuTemplate>[number];
const below = (item: Item): Item[] => [item, ...((item.submenu as Item[] | undefined) ?? []).flatMap(below)];
const all = (more = {}) => menuTemplate({ ...options, ...more }).flatMap(below);
const labels = (more = {}) => menuTemplate({ ...options, ...more }).map(({ label, role }) => label ?? role);

describe('the native menu', () => {
  it('holds every command of the table once', () => {
    const ids = all().flatMap(({ id }) => (id ? [id] : []));
    expect(ids.sort()).toEqual(COMMANDS.map(({ id }) => id).sort());
  });

  it('begins with the app on macOS, where text fields live on its Edit menu', () => {
    expect(labels({ isMac: true })).toEqual([
      'Remaster',
      'File',
      'Edit',
      'View',
      'Play',
      'Measure',
      'windowMenu',
      'Help',
    ]);
    const roles = all({ isMac: true }).map(({ role }) => role);
    expect(roles).toEqual(
      expect.arrayContaining(['cut', 'copy', 'paste', 'selectAll', 'close', 'toggleDevTools']),
    );
    expect(roles).not.toContain('undo'); // that role undoes typing only; ours is a command
  });

  it('can be left and asked what it is on other systems', () => {
    expect(all().map(({ role }) => role)).toEqual(expect.arrayContaining(['quit', 'about']));
  });

  it('offers a reload only to those who work on the page', () => {
    expect(all().map(({ role }) => role)).not.toContain('reload');
    expect(all({ isDevelopment: true }).map(({ role }) => role)).toContain('reload');
  });

  it('has no accelerator twice', () => {
    const used = all().flatMap(({ accelerator }) => (accelerator ? [String(accelerator)] : []));
    expect(new Set(used).size).toBe(used.length);
  });

  it('sends the id of the chosen command', () => {
    const sent: string[] = [];
    const open = all({ send: (id: string) => sent.push(id) }).find(({ id }) => id === 'file.open');
    expect(open?.click).toBeTypeOf('function');
    (open as { click: () => void }).click();
    expect(sent).toEqual(['file.open']);
  });
});

describe('an accelerator from physical keys', () => {
  it.each([
    ['Ctrl+KeyO', 'CommandOrControl+O'],
    ['Ctrl+Shift+KeyZ', 'CommandOrControl+Shift+Z'],
    ['Ctrl+Digit0', 'CommandOrControl+0'],
    ['Ctrl+Equal', 'CommandOrControl+='],
    ['F11', 'F11'],
  ])('spells %s as %s', (keys, accelerator) => expect(acceleratorFromKeys(keys)).toBe(accelerator));

  it.each([
    'KeyC',
    'Shift+KeyC',
    'Space',
    'Digit1',
    'ArrowLeft',
    'Ctrl+ArrowLeft',
    'Home',
    'Shift+Slash',
    'Ctrl+Enter',
  ])('is none for %s, which people type or move with', (keys) =>
    expect(acceleratorFromKeys(keys)).toBeNull(),
  );
});
