/** What the harness page offers to tests: the viewer's drawing alone, on a bare canvas, without store, engine or React. */
import { type Picture, readPacket } from '../../../model/picture';
import type { Conversion } from '../../../renderer/viewer/planes';
import { damageBetween, planView, type ViewInput, type ViewPlan } from '../../../renderer/viewer/viewPlan';
import { createViews, type Views } from '../../../renderer/viewer/views';

let views: Views | null = null;
let last: ViewPlan | null = null;

const harness = {
  open(width: number, height: number): boolean {
    document.querySelector('canvas')?.remove();
    const canvas = document.body.appendChild(document.createElement('canvas'));
    canvas.width = width;
    canvas.height = height;
    views = createViews(canvas);
    last = null;
    return views !== null;
  },
  show(side: 'a' | 'b', packet: string | null, conversion: Conversion = 'exact'): void {
    views?.setPicture(side, packet === null ? null : pictureFromText(packet), conversion);
  },
  mask(packet: string | null): void {
    views?.setMask(packet === null ? null : pictureFromText(packet));
  },
  /** Draws all, or with `onlyChanged` what changed since the last draw; answers how many columns were drawn. */
  draw(input: ViewInput, onlyChanged = false): number {
    const plan = planView(input);
    const damage = onlyChanged && last ? damageBetween(last, plan) : null;
    views?.draw(plan, damage);
    last = plan;
    return damage?.width ?? input.canvas.width;
  },
  readCanvas: (): string => textFromBytes(views?.readCanvas() ?? new Uint8Array()),
  readSide: (side: 'a' | 'b'): string => textFromBytes(views?.readSide(side) ?? new Uint8Array()),
  /** Milliseconds of `count` conversions of the same planes, each truly finished. */
  timeConversions(packet: string, conversion: Conversion, count: number): number {
    const picture = pictureFromText(packet);
    const start = performance.now();
    // Draws as well where there is a plan, since a draft is only made on the screen.
    for (let turn = 0; turn < count; turn++) {
      views?.setPicture('a', { ...picture }, conversion);
      if (last) views?.draw(last);
      views?.readCanvas({ left: 0, top: 0, width: 1, height: 1 });
    }
    return (performance.now() - start) / count;
  },
};
export type Harness = typeof harness;
(globalThis as unknown as { harness: Harness }).harness = harness;

function pictureFromText(text: string): Picture {
  const read = readPacket(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
  if (!read) throw new Error('The packet is not whole.');
  return read.picture;
}

function textFromBytes(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 32768)
    text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return btoa(text);
}
