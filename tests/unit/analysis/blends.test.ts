import { describe, expect, it } from 'vitest';
import { blendRatesFor } from '../../../native-pipeline/analysis/oddFrames/blendRates';
import { type Blend, findBlends } from '../../../native-pipeline/analysis/oddFrames/blends';
import { FrameTraces } from '../../../native-pipeline/analysis/oddFrames/frameTraces';
import { createScene, type SceneOptions } from '../../helpers/madeScene';

const NTSC = { n: 30000, d: 1001 };
const SIZE = { width: 180, height: 96 };
const BUSY: SceneOptions = { seed: 4, pan: { x: 40, y: 12 }, things: 9, thingSpeed: 260 };

type Picture = (moment: number) => Uint8Array;

/** A scene at so many pictures a second; what lies between two of them is mixed. */
function mixed(options: SceneOptions, source: number): Picture {
  const scene = createScene(options);
  const drawn = new Map<number, Uint8Array>();
  const draw = (index: number): Uint8Array => {
    const kept = drawn.get(index);
    if (kept) return kept;
    const luma = new Uint8Array(SIZE.width * SIZE.height);
    for (const line of [0, 1]) scene.drawField(luma, SIZE, line, index / source);
    drawn.set(index, luma);
    return luma;
  };
  return (secs) => {
    const moment = secs * source + 1e-9;
    const first = draw(Math.floor(moment));
    const second = draw(Math.floor(moment) + 1);
    const share = moment - Math.floor(moment);
    return first.map((value, i) => Math.round(value + share * ((second[i] ?? 0) - value)));
  };
}

/** `held`: the frame shows the last picture, as a converter does that only repeats. */
function trace(picture: Picture, rate: number, frames: number): FrameTraces {
  const traces = new FrameTraces();
  for (let number = 0; number < frames; number++)
    traces.push({ number, ...SIZE, luma: picture(number / rate) });
  return traces;
}

const find = (traces: FrameTraces, rate = NTSC): Blend[] =>
  findBlends(traces, { from: 0, to: traces.count }, blendRatesFor(rate), () => false);

describe('frames mixed from pictures of another rate', () => {
  it.each([
    [24, 24000 / 1001],
    [25, 25],
    [18, 18],
  ])('are found where every frame but one in a few is a mix, from %d a second', (source, rate) => {
    const [blend, ...more] = find(trace(mixed(BUSY, rate), 30000 / 1001, 120));
    expect(more).toEqual([]);
    expect(blend).toMatchObject({ from: 0, to: 120, rate: { source } });
    for (let frame = 10; frame < 110; frame++) {
      const place = (frame * rate * 1001) / 30000;
      const off = Math.abs((blend?.shareAt(frame) ?? 0) - (place - Math.floor(place)));
      expect(Math.min(off, 1 - off)).toBeLessThan(0.1);
    }
  });

  it('are found in 25 frames a second made from 30', () => {
    const found = find(trace(mixed(BUSY, 30000 / 1001), 25, 240), { n: 25, d: 1 });
    expect(found).toMatchObject([{ from: 0, to: 240, rate: { source: 30 } }]);
  });

  it.each([
    [25, { n: 25, d: 1 }],
    [24, { n: 24, d: 1 }],
  ])('are found in three seconds of %d frames a second made from 30', (shown, rate) => {
    const frames = 80;
    const found = find(trace(mixed(BUSY, 30000 / 1001), shown, frames), rate);
    expect(found).toMatchObject([{ from: 0, to: frames, rate: { source: 30 } }]);
    expect(find(trace(mixed(BUSY, shown), shown, frames), rate)).toEqual([]);
    expect(
      find(trace(mixed({ seed: 5, pan: { x: 300, y: 0 }, shake: 6 }, shown), shown, frames), rate),
    ).toEqual([]);
  });

  it('are not seen in whole frames, fast or slow, nor in pictures that are only repeated', () => {
    const whole = (options: SceneOptions): Picture => mixed(options, 30000 / 1001);
    expect(find(trace(whole(BUSY), 30000 / 1001, 160))).toEqual([]);
    expect(find(trace(whole({ seed: 5, pan: { x: 300, y: 0 }, shake: 6 }), 30000 / 1001, 160))).toEqual([]);
    expect(find(trace(whole({ ...BUSY, thingSpeed: 40 }), 30000 / 1001, 160))).toEqual([]);
    const film = mixed(BUSY, 24000 / 1001);
    const held: Picture = (secs) => film(Math.floor((secs * 24000) / 1001 + 1e-6) / (24000 / 1001));
    expect(find(trace(held, 30000 / 1001, 160))).toEqual([]);
  });

  it('end where whole frames begin', () => {
    const film = mixed(BUSY, 24000 / 1001);
    const video = mixed(BUSY, 30000 / 1001);
    const joined: Picture = (secs) => (secs < 5 ? film(secs) : video(secs));
    const [blend, ...more] = find(trace(joined, 30000 / 1001, 300));
    expect(more).toEqual([]);
    expect(blend?.from).toBe(0);
    expect(Math.abs((blend?.to ?? 0) - 150)).toBeLessThanOrEqual(24);
  });

  it('have no rate of their own to come from', () => {
    expect(blendRatesFor(NTSC).map(({ source }) => source)).toEqual([15, 50 / 3, 18, 20, 24, 25]);
    expect(blendRatesFor({ n: 25, d: 1 }).map(({ source }) => source)).toEqual([30]);
  });
});
