/**
 * Where the picture lies in a pane, from zoom and centre; and back from a point on the screen to a sample of the picture.
 *
 * Pure. Lengths on the screen are device pixels, top-down. The reference is the size with square samples that all sides are drawn into.
 */
import type { Size } from '../../model/clip';
import type { Part } from '../../model/shownPart';
import { ZOOM } from '../state/reduceSession';
import type { Camera } from '../state/workspace';

export interface Box extends Size {
  left: number;
  top: number;
}
export interface Point {
  x: number;
  y: number;
}
/** A pane of the canvas and the picture that is drawn into it. */
export interface Pane {
  box: Box;
  reference: Size;
}

/** Device pixels per sample at which the whole picture is just seen. */
export function fitZoom({ box, reference }: Pane): number {
  return Math.min(box.width / reference.width, box.height / reference.height);
}

/** The camera with `zoom` and centre in numbers where it only said "fit". */
export function resolveCamera(camera: Camera, pane: Pane): Camera {
  return camera.isFit ? { isFit: true, zoom: fitZoom(pane), centreX: 0.5, centreY: 0.5 } : camera;
}

/**
 * The picture's rectangle on the screen, in whole device pixels: only so can a sample at 1:1 meet exactly one of them, and the wipe's edge
 * stand exactly between two.
 */
export function boxFromCamera(camera: Camera, pane: Pane): Box {
  const { zoom, centreX, centreY } = resolveCamera(camera, pane);
  const width = Math.max(1, Math.round(pane.reference.width * zoom));
  const height = Math.max(1, Math.round(pane.reference.height * zoom));
  return {
    left: Math.round(pane.box.left + pane.box.width / 2 - centreX * width),
    top: Math.round(pane.box.top + pane.box.height / 2 - centreY * height),
    width,
    height,
  };
}

/** The point of the picture, in samples of the reference (not rounded, may lie outside), under a point of the screen. */
export function sampleFromDisplay(camera: Camera, pane: Pane, display: Point): Point {
  const box = boxFromCamera(camera, pane);
  return {
    x: ((display.x - box.left) / box.width) * pane.reference.width,
    y: ((display.y - box.top) / box.height) * pane.reference.height,
  };
}

export function displayFromSample(camera: Camera, pane: Pane, sample: Point): Point {
  const box = boxFromCamera(camera, pane);
  return {
    x: box.left + (sample.x / pane.reference.width) * box.width,
    y: box.top + (sample.y / pane.reference.height) * box.height,
  };
}

/** Closer (factor above 1) or further away; what is under `display` stays there. Halts once at 1:1 on the way, so that it is never missed. */
export function zoomAt(camera: Camera, pane: Pane, display: Point, factor: number): Camera {
  const before = resolveCamera(camera, pane).zoom;
  const lowest = Math.max(ZOOM.min, Math.min(fitZoom(pane), 1) / 4);
  const wanted = Math.min(ZOOM.max, Math.max(lowest, before * factor));
  const isCrossing = (before < 1 && wanted > 1) || (before > 1 && wanted < 1);
  return lookAt(sampleFromDisplay(camera, pane, display), display, isCrossing ? 1 : wanted, pane);
}

/** Moves the picture by device pixels. */
export function panBy(camera: Camera, pane: Pane, by: Point): Camera {
  const { zoom, centreX, centreY } = resolveCamera(camera, pane);
  return holdPicture({
    isFit: false,
    zoom,
    centreX: centreX - by.x / (pane.reference.width * zoom),
    centreY: centreY - by.y / (pane.reference.height * zoom),
  });
}

function lookAt(sample: Point, display: Point, zoom: number, { box, reference }: Pane): Camera {
  const fromMiddle = { x: display.x - box.left - box.width / 2, y: display.y - box.top - box.height / 2 };
  return holdPicture({
    isFit: false,
    zoom,
    centreX: (sample.x - fromMiddle.x / zoom) / reference.width,
    centreY: (sample.y - fromMiddle.y / zoom) / reference.height,
  });
}

/** The middle of the pane always shows a point of the picture, so it cannot be lost. */
function holdPicture(camera: Camera): Camera {
  return { ...camera, centreX: within(camera.centreX), centreY: within(camera.centreY) };
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** The largest box of another shape in the middle of `box`: a side whose display aspect differs is never stretched. */
export function boxOfShape(box: Box, reference: Size, shape: Size): Box {
  const ratio = (shape.width / shape.height) * (reference.height / reference.width);
  // Below 1 % it is rounding, or an analogue blanking tradition (710.85 of 720 columns is 1.3 %, and wanted).
  if (Math.abs(ratio - 1) < 0.01) return box;
  const width = ratio < 1 ? Math.round(box.width * ratio) : box.width;
  const height = ratio > 1 ? Math.round(box.height / ratio) : box.height;
  return {
    left: box.left + Math.round((box.width - width) / 2),
    top: box.top + Math.round((box.height - height) / 2),
    width,
    height,
  };
}

/** Where a part of a picture lies that fills `box` as a whole. */
export function boxOfPart(box: Box, part: Part): Box {
  const left = box.left + Math.round(box.width * part.left);
  const top = box.top + Math.round(box.height * part.top);
  const right = box.left + Math.round(box.width * (part.left + part.width));
  const bottom = box.top + Math.round(box.height * (part.top + part.height));
  return { left, top, width: right - left, height: bottom - top };
}

/** What two boxes share; width or height 0 where nothing. */
export function overlap(one: Box, other: Box): Box {
  const left = Math.max(one.left, other.left);
  const top = Math.max(one.top, other.top);
  const right = Math.min(one.left + one.width, other.left + other.width);
  const bottom = Math.min(one.top + one.height, other.top + other.height);
  return { left, top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}
