/** The last pictures of one side, by address. Stepping back and forth over a few frames asks for nothing. */
import type { Picture } from '../../model/picture';

/** Per side; two sides make 256 MB at most. 24 pictures are one second of film. */
const MOST_PICTURES = 24;
const MOST_BYTES = 128 * 2 ** 20;

export interface PictureShelf {
  find(key: string): Picture | null;
  has(key: string): boolean;
  keys(): Iterable<string>;
  /** The picture must own its bytes. One that is too large for the shelf stays as its only one. */
  put(key: string, picture: Picture): void;
}

export function createPictureShelf(mostPictures = MOST_PICTURES, mostBytes = MOST_BYTES): PictureShelf {
  // A Map remembers the order of insertion: the first is the one not looked at for longest.
  const pictures = new Map<string, Picture>();
  let bytes = 0;
  const drop = (key: string): void => {
    bytes -= pictures.get(key)?.planes.byteLength ?? 0;
    pictures.delete(key);
  };
  return {
    find(key) {
      const picture = pictures.get(key);
      if (!picture) return null;
      pictures.delete(key);
      pictures.set(key, picture);
      return picture;
    },
    has: (key) => pictures.has(key),
    keys: () => pictures.keys(),
    put(key, picture) {
      drop(key);
      pictures.set(key, picture);
      bytes += picture.planes.byteLength;
      for (const oldest of pictures.keys()) {
        if (pictures.size <= 1 || (pictures.size <= mostPictures && bytes <= mostBytes)) break;
        drop(oldest);
      }
    },
  };
}
