/** One picture on a small canvas, as the shared camera sees it. Draws at once when its picture is exchanged: there is no blank between two. */
import { useLayoutEffect, useRef } from 'react';
import type { Size } from '../../model/clip';
import { type Part, WHOLE } from '../../model/shownPart';
import { useWorkspace } from '../state/store';
import type { Camera, Session } from '../state/workspace';
import { boxFromCamera, boxOfPart, boxOfShape } from '../viewer/camera';
import type { Pixels } from '../viewer/pixels';
import { SURROUND_CODES } from '../viewer/viewPlan';
import { wholeShape } from './sharedCamera';

interface PictureTileProps {
  pixels: Pixels | null;
  reference: Size;
  camera: Camera;
  /** Of the whole picture, which the camera looks at. */
  part?: Part;
}

export function PictureTile({ pixels, reference, camera, part = WHOLE }: PictureTileProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  const magnify = useWorkspace(({ session }) => session.magnify);
  const surround = useWorkspace(({ session }) => SURROUND_CODES[session.surround]);
  // Before the browser paints: an exchanged picture is seen with the next frame of the screen, never later.
  useLayoutEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    const draw = () => drawPicture(canvas, pixels, { reference, camera, part, magnify, surround });
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(canvas);
    return () => observer.disconnect();
  }, [pixels, reference, camera, part, magnify, surround]);
  return <canvas ref={ref} className="picture-tile" data-picture aria-hidden />;
}

interface Look {
  reference: Size;
  camera: Camera;
  part: Part;
  magnify: Session['magnify'];
  /** Code value around the picture, as in the viewer. */
  surround: number;
}

function drawPicture(
  canvas: HTMLCanvasElement,
  pixels: Pixels | null,
  { reference, camera, part, magnify, surround }: Look,
): void {
  const scale = window.devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth * scale, canvas.clientHeight * scale].map(Math.round);
  const context = canvas.getContext('2d');
  if (!context || !width || !height) return;
  // Setting the size wipes the canvas; only a changed one is set.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.clearRect(0, 0, width, height);
  if (!pixels) return;
  context.fillStyle = `rgb(${surround} ${surround} ${surround})`;
  context.fillRect(0, 0, width, height);
  const pane = { box: { left: 0, top: 0, width, height }, reference };
  const whole = boxOfShape(boxFromCamera(camera, pane), reference, wholeShape(pixels.shape, part));
  const box = boxOfPart(whole, part);
  context.imageSmoothingEnabled = magnify === 'smooth' || box.width < pixels.canvas.width;
  context.imageSmoothingQuality = 'high';
  context.drawImage(pixels.canvas, box.left, box.top, box.width, box.height);
}
