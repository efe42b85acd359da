/** The recipe sampler and the blind test: pictures asked for one by one, timed, given up on closing; answers counted, names kept back. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { KEPT_HEADER } from '../../model/contract';
import { WorkbenchError } from '../../model/errors';
import { packetHead, payloadBytes } from '../../model/picture';
import { dispatch, workspace } from '../../renderer/state/store';
import { createHeader } from '../helpers/pictures';
import type { FakeEngine } from './fakeEngine';
import { openWindow, settle } from './window';

const recipeB = () => workspace.getState().project.b?.recipe;

function madePacket(): Response {
  const header = createHeader({ width: 8, height: 6, kind: 'gray', matrix: 'bt709' });
  const head = packetHead(header);
  const packet = new Uint8Array(head.length + payloadBytes(header));
  packet.set(head);
  return new Response(packet);
}

const samplesOf = (engine: FakeEngine) =>
  engine.asked
    .filter(({ name, input }) => name === 'getPicture' && String(input.lane).startsWith('samples'))
    .map(({ input }) => input as { frame: number; recipe: { id: string } | null; lane: string });

async function openSampler(answer: Parameters<FakeEngine['answer']>[1] = madePacket) {
  const engine = await openWindow((fake) => fake.answer('getPicture', answer));
  fireEvent.keyDown(window, { code: 'KeyR' });
  await settle();
  return { engine, dialog: within(screen.getByRole('dialog', { name: 'Recipe sampler' })) };
}

describe('the recipe sampler', () => {
  it('asks for every recipe at every frame, and writes the time beneath each picture', async () => {
    const { engine, dialog } = await openSampler();
    expect(samplesOf(engine).map(({ frame, recipe }) => [frame, recipe?.id ?? null])).toEqual([
      [0, 'dvd-film'],
      [0, null],
      [0, 'plain'],
    ]);
    expect(
      dialog.getByRole('button', { name: /^Source, untouched, frame 0, .*, \d+ ms\. Take/ }),
    ).toBeTruthy();
    fireEvent.click(dialog.getByRole('radio', { name: 'Spread' }));
    await settle();
    expect(dialog.getAllByRole('button', { name: /Take this recipe over/ })).toHaveLength(9);
    expect(dialog.getByRole('status').textContent).toBe('9 pictures');
  });

  it('shows a frame that was typed beside those it chose, until it is left out', async () => {
    const { engine, dialog } = await openSampler();
    const field = dialog.getByRole('textbox', { name: 'Frame to add' });
    fireEvent.change(field, { target: { value: '123' } });
    fireEvent.blur(field);
    fireEvent.click(dialog.getByRole('button', { name: 'Add this frame' }));
    await settle();
    expect(samplesOf(engine).map(({ frame }) => frame)).toEqual([0, 0, 0, 123, 123, 123]);
    fireEvent.click(dialog.getByRole('button', { name: 'Leave out frame 123' }));
    await settle();
    expect(dialog.getAllByRole('button', { name: /Take this recipe over/ })).toHaveLength(3);
  });

  it('writes no time beneath a picture that came from memory', async () => {
    const { dialog } = await openSampler(({ recipe }) => {
      const reply = madePacket();
      if (recipe === null) reply.headers.set(KEPT_HEADER, '1');
      return reply;
    });
    expect(dialog.getByRole('button', { name: /^Source, untouched, .*, from memory\. Take/ })).toBeTruthy();
    expect(dialog.getByRole('button', { name: /^Plain enlargement, .*, \d+ ms\. Take/ })).toBeTruthy();
  });

  it('has every picture made anew for its time on request, and not those that are added later', async () => {
    const { engine, dialog } = await openSampler(({ isFresh }) => {
      const reply = madePacket();
      if (!isFresh) reply.headers.set(KEPT_HEADER, '1');
      return reply;
    });
    const times = () =>
      dialog.getAllByRole('button', { name: /Take this/ }).map(({ textContent }) => textContent);
    expect(times()).toEqual(Array(3).fill(expect.stringMatching(/from memory$/)));
    for (const asked of [6, 9]) {
      fireEvent.click(dialog.getByRole('button', { name: 'Measure again' }));
      await settle();
      expect(samplesOf(engine)).toHaveLength(asked);
      expect(times()).toEqual(Array(3).fill(expect.stringMatching(/\d ms$/)));
    }
    fireEvent.click(dialog.getByRole('checkbox', { name: 'VHS and other tape' }));
    await settle();
    expect(samplesOf(engine)).toHaveLength(10);
    expect(times().at(-1)).toMatch(/from memory$/);
  });

  it('keeps the pictures that are there when a recipe is added', async () => {
    const { engine, dialog } = await openSampler();
    fireEvent.click(dialog.getByRole('checkbox', { name: 'VHS and other tape' }));
    await settle();
    expect(samplesOf(engine).map(({ recipe }) => recipe?.id ?? null)).toEqual([
      'dvd-film',
      null,
      'plain',
      'vhs',
    ]);
  });

  it('takes a recipe over by one press, undoable', async () => {
    const { dialog } = await openSampler();
    fireEvent.click(dialog.getByRole('button', { name: /^Plain enlargement, frame 0/ }));
    expect(recipeB()?.id).toBe('plain');
    expect(screen.queryByRole('dialog')).toBeNull();
    act(() => dispatch({ type: 'project/undone' }));
    expect(recipeB()?.id).toBe('dvd-film');
  });

  it('says in its place what cannot be made, and goes on with the others', async () => {
    const { dialog } = await openSampler(({ recipe }) => {
      if (recipe === null) throw new WorkbenchError('file-missing', 'There is no file here.');
      return madePacket();
    });
    const failed = dialog.getByRole<HTMLButtonElement>('button', { name: /^Source, untouched/ });
    expect(failed.disabled).toBe(true);
    expect(failed.textContent).toContain('There is no file here.');
    expect(dialog.getByRole('button', { name: /^Plain enlargement, .* ms\./ })).toBeTruthy();
  });

  it('goes from picture to picture by arrows, one stop for Tab', async () => {
    const { dialog } = await openSampler();
    const cells = dialog.getAllByRole('button', { name: /Take this recipe over/ });
    expect(cells.map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1]);
    fireEvent.keyDown(cells[0] as HTMLElement, { key: 'ArrowRight' });
    expect(document.activeElement).toBe(cells[1]);
    expect(workspace.getState().session.playhead).toBe(0);
  });

  it('shows more than four recipes of one frame in two bands, and arrows go from band to band', async () => {
    const { dialog } = await openSampler();
    const more = dialog.getAllByRole<HTMLInputElement>('checkbox', { checked: false }).slice(0, 3);
    for (const recipe of more) fireEvent.click(recipe);
    await settle();
    const cells = dialog.getAllByRole('button', { name: /Take this recipe over/ });
    expect(cells).toHaveLength(6);
    const grid = cells[0]?.closest<HTMLElement>('.sampler-columns');
    expect(grid?.style.getPropertyValue('--columns')).toBe('3');
    fireEvent.keyDown(cells[0] as HTMLElement, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(cells[3]);
    fireEvent.keyDown(cells[3] as HTMLElement, { key: 'ArrowUp' });
    expect(document.activeElement).toBe(cells[0]);
  });

  it('gives up what is still being made when it is closed', async () => {
    const { engine, dialog } = await openSampler(() => new Promise(() => {}));
    const [asked] = samplesOf(engine);
    fireEvent.click(dialog.getByRole('button', { name: 'Close' }));
    await settle();
    expect(samplesOf(engine)).toHaveLength(1);
    expect(engine.asked).toContainEqual({ name: 'leaveLane', input: { lane: asked?.lane } });
  });
});

describe('the blind test', () => {
  const openTest = async () => {
    const engine = await openWindow((fake) => fake.answer('getPicture', madePacket));
    fireEvent.keyDown(window, { code: 'KeyB', shiftKey: true });
    const dialog = within(screen.getByRole('dialog', { name: /^Blind test/ }));
    fireEvent.click(dialog.getByRole('button', { name: 'Start' }));
    await settle();
    await settle();
    return { engine, dialog, place: screen.getByRole('dialog') };
  };

  it('asks for both recipes at one size', async () => {
    const { engine } = await openTest();
    const sizes = engine.asked.filter(({ input }) => String(input.lane).startsWith('samples'));
    expect(sizes.map(({ input }) => input.size)).toEqual(Array(2).fill({ width: 1440, height: 1080 }));
  });

  it('shows A, B or X by keys, counts answers, and keeps the names and how many were right back until it is finished', async () => {
    const { dialog, place } = await openTest();
    const letter = () => place.querySelector('.blind-letter')?.textContent;
    expect(letter()).toBe('X');
    fireEvent.keyDown(place, { code: 'Digit1' });
    expect(letter()).toBe('A');
    fireEvent.keyDown(place, { code: 'Digit2' });
    expect(letter()).toBe('B');
    fireEvent.keyDown(place, { code: 'KeyA' });
    expect(letter()).toBe('X');
    fireEvent.click(dialog.getByRole('button', { name: /^X is B/ }));
    expect(place.textContent).toMatch(/Trial 3/);
    expect(place.textContent).toContain('2 answers');
    expect(place.textContent).not.toMatch(/Plain enlargement|NTSC| of 2|p [=<]|right/);
    fireEvent.click(dialog.getByRole('button', { name: /^Finish/ }));
    expect(place.textContent).toMatch(/A was(In use: NTSC DVD, film|Plain enlargement)B was/);
    expect(place.textContent).toMatch(/Right[012] of 2Guessingp = [\d.]+ one-sided binomial/);
    expect(place.textContent).toContain('Too few answers');
    expect(workspace.getState().session).toMatchObject({ peek: null, surround: 'grey18' });
  });

  it('shows the tally of the answers so far where it is closed in the middle, and closes then', async () => {
    const { place } = await openTest();
    for (const code of ['KeyA', 'KeyB']) fireEvent.keyDown(place, { code });
    const pressEscape = () => fireEvent.keyDown(place, { key: 'Escape', code: 'Escape' });
    pressEscape();
    expect(place.textContent).toContain('Stopped after 2 answers');
    expect(place.textContent).toMatch(/Right[012] of 2/);
    pressEscape();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('closes at once where nothing was answered yet', async () => {
    const { place } = await openTest();
    fireEvent.keyDown(place, { key: 'Escape', code: 'Escape' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
