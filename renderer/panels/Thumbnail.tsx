/** A small picture of the clip, so that the eye finds it. Drawn once per clip and revision. */
import { useEffect, useRef } from 'react';
import type { Clip } from '../../model/clip';
import type { Picture } from '../../model/picture';
import { readThumbnail } from '../state/effects';
import { shrink } from '../ui/shrink';

/** Twice the width on the page, for fine screens. */
const WIDTH = 176;

export function Thumbnail({ clip }: { clip: Clip }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(clip);
  latest.current = clip;
  const isSeekable = clip.access.kind !== 'indexing';
  // biome-ignore lint/correctness/useExhaustiveDependencies: these name all that decides the picture
  useEffect(() => {
    let isWanted = true;
    readThumbnail(latest.current).then(
      (picture) => isWanted && picture && canvas.current && draw(canvas.current, picture),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [clip.id, clip.revision, isSeekable]);
  return <canvas ref={canvas} className="thumbnail" width={WIDTH} height={(WIDTH * 3) / 4} aria-hidden />;
}

function draw(canvas: HTMLCanvasElement, picture: Picture): void {
  const { width, height, data } = shrink(picture, WIDTH);
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
}
