import { expect, test } from 'vitest';
import type { Picture, PictureHeader } from '../../../model/picture';
import { createPictureShelf } from '../../../renderer/viewer/pictureShelf';

const picture = (bytes: number): Picture => ({ header: {} as PictureHeader, planes: new Uint8Array(bytes) });

test('the picture not looked at for longest goes first', () => {
  const shelf = createPictureShelf(2, 1000);
  shelf.put('1', picture(1));
  shelf.put('2', picture(1));
  shelf.find('1');
  shelf.put('3', picture(1));
  expect(['1', '2', '3'].map(shelf.has)).toEqual([true, false, true]);
});

test('bytes count as well, but the newest stays even where it is too large', () => {
  const shelf = createPictureShelf(10, 100);
  shelf.put('1', picture(60));
  shelf.put('2', picture(60));
  expect(shelf.has('1')).toBe(false);
  shelf.put('3', picture(500));
  expect(['2', '3'].map(shelf.has)).toEqual([false, true]);
});

test('the same address twice counts once', () => {
  const shelf = createPictureShelf(10, 100);
  shelf.put('1', picture(60));
  shelf.put('1', picture(60));
  shelf.put('2', picture(30));
  expect(shelf.has('1')).toBe(true);
});
