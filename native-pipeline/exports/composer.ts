/** Our side of the stills' thread: pictures in, files' bytes out. */
import type { Picture } from '../../model/picture';
import { createThread } from '../compare/thread';
import type { ComposedStill, FrameTask, PictureName } from './compose';

export interface Composer {
  /** The pictures are copied at once, so the caller may give their memory back. */
  compose(task: FrameTask, signal?: AbortSignal): Promise<ComposedStill[]>;
  close(): Promise<void>;
}

export function createComposer(): Composer {
  const thread = createStillsThread();
  return {
    async compose({ pictures, stills }, signal) {
      const copies: FrameTask['pictures'] = {};
      for (const [name, picture] of Object.entries(pictures))
        copies[name as PictureName] = copyPicture(picture);
      const transfer = Object.values(copies).map(({ planes }) => planes.buffer as ArrayBuffer);
      return (await thread.run('compose', { pictures: copies, stills }, transfer, signal)) as ComposedStill[];
    },
    close: () => thread.close(),
  };
}

/** One picture as a PNG file's bytes (16 bit where it is deeper than 8), or as bare rgb24. Native samples, whatever their shape. */
export async function encodeStill(
  picture: Picture,
  format: 'png' | 'rgb24',
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const thread = createStillsThread();
  try {
    const copy = copyPicture(picture);
    const transfer = [copy.planes.buffer as ArrayBuffer];
    return (await thread.run(
      'encode',
      { picture: copy, format },
      transfer,
      signal,
    )) as Uint8Array<ArrayBuffer>;
  } finally {
    await thread.close();
  }
}

function createStillsThread() {
  return createThread(new URL('./stillsWorker', import.meta.url));
}

function copyPicture({ header, planes }: Picture): Picture {
  return { header, planes: new Uint8Array(planes) };
}
