import path from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRequest } from '../../model/client';
import type { Clip } from '../../model/clip';
import { KEPT_HEADER } from '../../model/contract';
import { type Picture, type PictureHeader, readPacket } from '../../model/picture';
import { presetOf } from '../helpers/madeRecipe';
import { createPlace, type Place, SAMPLES } from '../helpers/place';

describe('pictures through the door', () => {
  let place: Place;
  let clip: Clip;
  const address = (more: object = {}) => ({
    clipId: clip.id,
    revision: clip.revision,
    frame: 7,
    clock: 'source' as const,
    recipe: null,
    size: null,
    ...more,
  });
  const read = async (more: object = {}): Promise<Picture> => {
    const reply = await place.client.getPicture(address(more));
    const packet = readPacket(new Uint8Array(await reply.arrayBuffer()));
    if (!packet) throw new Error('half a packet');
    return packet.picture;
  };
  beforeAll(async () => {
    place = await createPlace();
    const { id } = await place.client.openClip({ path: path.join(SAMPLES, 'station-sd.mpg') });
    clip = await place.client.settleClip({ clipId: id });
  });
  afterAll(() => place.close());

  it('hands out the source as decoded: native planes, tagged as believed', async () => {
    const { header, planes } = await read();
    expect(header).toMatchObject({
      width: 720,
      height: 480,
      kind: 'yuv',
      bitDepth: 8,
      frame: 7,
      sourceFrame: 7,
    });
    expect(header).toMatchObject({
      matrix: clip.colour.matrix.value,
      range: 'limited',
      sampleAspect: { n: 8, d: 9 },
    });
    expect(planes.length).toBe(720 * 480 * 1.5);
  });

  it('hands out a variant at its own size, keeping the display aspect', async () => {
    const { header } = await read({ recipe: presetOf('plain') });
    expect(header).toMatchObject({ width: 1440, height: 1080, sampleAspect: { n: 1, d: 1 } });
  });

  it('names both clocks where a recipe drops frames', async () => {
    const { header } = await read({ recipe: presetOf('dvd-film'), frame: 40 });
    expect(header.frame).toBeLessThan(40);
    expect(Math.abs(header.sourceFrame - 40)).toBeLessThanOrEqual(1);
    const back = await read({ recipe: presetOf('dvd-film'), clock: 'variant', frame: header.frame });
    expect(back.header.sourceFrame).toBe(header.sourceFrame);
  });

  it('says of a picture whether it came from memory, and makes it anew where that is asked', async () => {
    const kept = async (more: object) => {
      const reply = await place.client.getPicture(address(more));
      await reply.arrayBuffer();
      return reply.headers.get(KEPT_HEADER);
    };
    for (const recipe of [null, presetOf('dvd-film')]) {
      expect(await kept({ recipe, frame: 200 })).toBeNull();
      expect(await kept({ recipe, frame: 200 })).toBe('1');
      // Made anew on request, it is the same picture.
      const before = await read({ recipe, frame: 200 });
      expect(await kept({ recipe, frame: 200, isFresh: true })).toBeNull();
      const { planes } = await read({ recipe, frame: 200 });
      expect(Buffer.from(planes).equals(before.planes)).toBe(true);
    }
  });

  it('streams frames in order in one long reply', async () => {
    const { frame: _frame, clock: _clock, ...variant } = address();
    const reply = await place.client.streamPictures({ ...variant, from: 10, to: 16 });
    let bytes = new Uint8Array(await reply.arrayBuffer());
    const frames: number[] = [];
    for (let packet = readPacket(bytes); packet; packet = readPacket(bytes)) {
      frames.push(packet.picture.header.frame);
      bytes = bytes.subarray(packet.bytesUsed);
    }
    expect(frames).toEqual([10, 11, 12, 13, 14, 15]);
    expect(bytes.length).toBe(0);
  });

  it('lets go when the reader of a stream leaves, and serves the next request', async () => {
    const { frame: _frame, clock: _clock, ...variant } = address();
    const reply = await place.client.streamPictures({ ...variant, from: 0, to: 200 });
    await reply.body?.cancel();
    expect((await read({ frame: 3 })).header.frame).toBe(3);
  });

  it('lets a newer request in a lane replace the older', async () => {
    const recipe = presetOf('dvd-film');
    const older = place.client.getPicture({ ...address({ frame: 90, recipe }), lane: 'viewer-b' });
    const newer = place.client.getPicture({ ...address({ frame: 20 }), lane: 'viewer-b' });
    await expect(older).rejects.toMatchObject({ code: 'superseded' });
    expect((await newer).status).toBe(200);
  });

  it('answers what was replaced as a problem that no browser takes for an error', async () => {
    const ask = (frame: number) => {
      const input = { ...address({ frame, recipe: presetOf('dvd-film') }), lane: 'viewer-b' };
      return place.engine.fetch(createRequest('getPicture', input, 'http://engine.test'));
    };
    const [older] = await Promise.all([ask(140), ask(20)]);
    expect(older.status).toBe(202);
    expect(older.headers.get('content-type')).toBe('application/problem+json');
    expect(await older.json()).toMatchObject({ code: 'superseded' });
  });

  it('hands out an exact frame as PNG and as bare rgb24', async () => {
    const raw = await place.client.getStill({ ...address(), format: 'rgb24' });
    const png = await place.client.getStill({ ...address(), format: 'png' });
    const header = JSON.parse(decodeURIComponent(raw.headers.get('x-picture') ?? '')) as PictureHeader;
    const bytes = new Uint8Array(await raw.arrayBuffer());
    const decoded = PNG.sync.read(Buffer.from(await png.arrayBuffer()));
    expect([decoded.width, decoded.height]).toEqual([header.width, header.height]);
    const same = bytes.every(
      (value, index) => decoded.data[Math.floor(index / 3) * 4 + (index % 3)] === value,
    );
    expect(same).toBe(true);
  });

  it('says that there is no such frame, and how many there are', async () => {
    const error = await read({ frame: 100000 }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'frame-out-of-range' });
    expect(String(error)).toContain(String((clip.frames ?? 0) - 1));
  });

  it('refuses an address of older findings', async () => {
    await expect(read({ revision: clip.revision + 1 })).rejects.toMatchObject({ code: 'superseded' });
  });

  it('says why a recipe cannot be run', async () => {
    const recipe = { id: '', title: '', interpret: {}, steps: [{ kind: 'magic', isOn: true, settings: {} }] };
    await expect(read({ recipe })).rejects.toMatchObject({ code: 'recipe-unfit' });
  });

  it('measures a pair and says what it compares, with which tool', async () => {
    const a = address({ recipe: presetOf('plain') });
    const b = address({ recipe: presetOf('dvd-film') });
    const measurement = await place.client.measure({ a, b });
    expect(measurement.compares).toMatch(/1440/);
    expect(measurement.scores.map(({ metric }) => metric).sort()).toEqual(['pixelmatch', 'psnr', 'ssim']);
    for (const { tool, because, validity } of measurement.scores) {
      expect(tool.version).toMatch(/\d/);
      expect(because.length).toBeGreaterThan(10);
      expect(validity).toBe('relative');
    }
    const mask = readPacket(new Uint8Array(await (await place.client.getMask({ a, b })).arrayBuffer()));
    const counted = mask?.picture.planes.filter((value) => value === 255).length;
    expect(counted).toBe(measurement.scores.find(({ metric }) => metric === 'pixelmatch')?.parts.pixels);
  });
});
