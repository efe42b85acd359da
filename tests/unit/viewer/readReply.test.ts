import { expect, test } from 'vitest';
import { type PictureHeader, packetHead } from '../../../model/picture';
import { readPicture } from '../../../renderer/viewer/readReply';

const header = {
  width: 2,
  height: 2,
  bitDepth: 8,
  planes: [{ offset: 0, width: 2, height: 2 }],
} as unknown as PictureHeader;

test('a reply is read to its end, not left after its last byte: browsers call that broken off', async () => {
  const bytes = new Uint8Array([...packetHead(header), 1, 2, 3, 4]);
  const told: string[] = [];
  const body = new ReadableStream({
    type: 'bytes',
    pull(controller) {
      told.push(told.length === 0 ? 'bytes' : 'end');
      if (told.length === 1) return controller.enqueue(bytes.slice());
      controller.close();
      controller.byobRequest?.respond(0);
    },
    cancel: () => void told.push('cancelled'),
  });
  const length = String(bytes.length);
  const picture = await readPicture(new Response(body, { headers: { 'content-length': length } }));
  expect([...picture.planes]).toEqual([1, 2, 3, 4]);
  await new Promise((resolve) => setTimeout(resolve));
  expect(told).toEqual(['bytes', 'end']);
});
