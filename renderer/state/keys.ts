/**
 * Keys: from a key event to a command, by physical key, so that the row of frame keys stays a row on every keyboard.
 *
 * Keys that somebody types into a field, and keys that a focused control uses itself (arrows in a slider or a menu), are left alone.
 */
import { COMMANDS, type Command, type CommandId } from '../../model/commands';
import { runCommand } from './commands';
import { judgedStepOf } from './judgedStep';
import { dispatch, workspace } from './store';
import type { SideName } from './workspace';

type KeyPress = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Spelling of the table: 'Ctrl+Shift+KeyZ'. Cmd counts as Ctrl. */
export function chordOf({ code, ctrlKey, metaKey, shiftKey, altKey }: KeyPress): string {
  const modifiers = [ctrlKey || metaKey ? 'Ctrl' : '', altKey ? 'Alt' : '', shiftKey ? 'Shift' : ''];
  return [...modifiers.filter(Boolean), code].join('+');
}

const COMMAND_OF_CHORD: ReadonlyMap<string, CommandId> = new Map(
  COMMANDS.flatMap(({ id, keys }) => keys.map((key: string) => [key, id] as const)),
);

export function commandFor(event: KeyPress): CommandId | undefined {
  return COMMAND_OF_CHORD.get(chordOf(event));
}

/** Held instead of pressed: the peek ends with the key. */
const PEEKS: Partial<Record<CommandId, SideName>> = { 'view.showA': 'a', 'view.showB': 'b' };

/** Listens on the whole window; the function returned stops it. */
export function listenToKeys(target: Window): () => void {
  const end = new AbortController();
  // Captured: a key that is ours must not reach the button that the mouse happened to leave focused.
  const options = { signal: end.signal, capture: true };
  target.addEventListener('keydown', onKeyDown, options);
  target.addEventListener('keyup', onKeyUp, options);
  target.addEventListener('pointerdown', () => (isFocusFromPointer = true), options);
  target.addEventListener('blur', endPeek, { signal: end.signal });
  return () => end.abort();
}

/** Whether the focus was put where it is by the mouse: then Space still plays instead of pressing that button again. */
let isFocusFromPointer = false;

function onKeyDown(event: KeyboardEvent): void {
  if (event.code === 'Tab') isFocusFromPointer = false;
  if (event.code === 'Escape') leave(event);
  const id = commandFor(event);
  if (!id || isUsedByTarget(event)) return;
  event.preventDefault();
  event.stopPropagation();
  const side = PEEKS[id];
  if (!side) runCommand(id);
  else if (!event.repeat) dispatch({ type: 'peek/changed', side });
}

function onKeyUp(event: KeyboardEvent): void {
  const id = COMMAND_OF_CHORD.get(event.code);
  if (id && PEEKS[id]) endPeek();
}

function endPeek(): void {
  dispatch({ type: 'peek/changed', side: null });
}

/** Escape goes one step back: out of a step shown alone, out of a field to the window's keys, or out of the picture alone. */
function leave({ target }: KeyboardEvent): void {
  const element = target instanceof HTMLElement && target !== document.body ? target : null;
  if (element?.closest(OVERLAYS)) return;
  if (judgedStepOf(workspace.getState()) && !element?.closest(TYPING))
    dispatch({ type: 'preference/changed', preference: { judgedStep: null } });
  else if (element) element.blur();
  else if (workspace.getState().session.isPictureAlone) runCommand('view.fullscreen');
}

const OVERLAYS = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]';
const TYPING =
  'textarea, select, [contenteditable="true"], input:not([type=range], [type=checkbox], [type=radio])';
const ARROWS = 'input[type=range], [role=slider]:not([data-keys=window])';
const ARROW_GROUPS = '[role=radiogroup], [role=tablist]';
const PRESSABLE = 'button, summary, a, [role=button], [role=switch], input[type=checkbox], [role=menuitem]';

/** True where the focused element (or the dialog around it) has its own use for the key. */
function isUsedByTarget({ target, code, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest(`${OVERLAYS}, ${TYPING}`)) return true;
  const isPlainArrow = /^(Arrow|Home|End)/.test(code) && !ctrlKey && !metaKey;
  if (isPlainArrow && target.closest(ARROWS)) return true;
  if (isFocusFromPointer) return false;
  if (isPlainArrow && target.closest(ARROW_GROUPS)) return true;
  return code === 'Space' && target.closest(PRESSABLE) !== null;
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Period: '.',
  Comma: ',',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Slash: '/',
  Equal: '+',
  Minus: '−',
};

/** A key of the table as people read it: 'Ctrl+Shift+Z', '←'. On a Mac, Ctrl is written ⌘. */
export function formatKey(key: string, isMac = false): string {
  const parts = key.split('+').map((part) => NAMES[part] ?? part.replace(/^(Key|Digit)/, ''));
  return parts.map((part) => (part === 'Ctrl' && isMac ? '⌘' : part)).join('+');
}

export function commandOf(id: CommandId): Command {
  const command = COMMANDS.find((known) => known.id === id);
  if (!command) throw new Error(`There is no command ${id}`);
  return command;
}

export function isCommandId(id: string): id is CommandId {
  return COMMANDS.some((known) => known.id === id);
}
