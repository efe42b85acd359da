/** The table of commands against the keys: nothing twice, nothing that no key press could spell. */
import { describe, expect, it } from 'vitest';
import { COMMANDS, type Command } from '../../../model/commands';
import { chordOf, formatKey } from '../../../renderer/state/keys';

const commands: readonly Command[] = COMMANDS;
const chords = commands.flatMap(({ id, keys }) => keys.map((key) => ({ id, key })));

describe('the commands', () => {
  it('have one name and one id each', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    expect(new Set(commands.map(({ title, menu }) => `${menu} ${title}`)).size).toBe(commands.length);
  });

  it('share no key', () => {
    const conflicts = chords.filter(({ key }, at) => chords.findIndex((other) => other.key === key) !== at);
    expect(conflicts).toEqual([]);
  });

  it('have keys that the key handler spells the same way', () => {
    for (const { key } of chords) expect(chordOf(pressOf(key))).toBe(key);
  });

  it('say in one sentence what they do', () => {
    expect(commands.filter(({ says }) => says.trim() === '')).toEqual([]);
  });
});

describe('a key in words', () => {
  it.each([
    ['Ctrl+Shift+KeyZ', 'Ctrl+Shift+Z'],
    ['ArrowLeft', '←'],
    ['Ctrl+Digit0', 'Ctrl+0'],
    ['Shift+Slash', 'Shift+/'],
    ['F2', 'F2'],
  ])('%s is written %s', (key, words) => {
    expect(formatKey(key)).toBe(words);
  });

  it('has the Mac’s own sign for Ctrl there', () => {
    expect(formatKey('Ctrl+KeyO', true)).toBe('⌘+O');
  });
});

function pressOf(key: string) {
  const parts = key.split('+');
  return {
    code: parts.at(-1) ?? '',
    ctrlKey: parts.includes('Ctrl'),
    metaKey: false,
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
  };
}
