/**
 * Draws the cadence lane: a block for each section, told apart by hatching and letter first and a muted hue second; match letters when zoomed in.
 */
import type { Cadence, Section } from '../../model/analysis';
import type { Span } from '../../model/time';
import { indexAt } from '../state/analyses';
import { CADENCE_LETTERS, sectionLabel } from './cadenceWords';
import type { LaneSurface } from './LaneCanvas';
import { matchLetter } from './letters';
import { shareOfFrame } from './scale';

/** A frame this wide has room for its letter. */
export const LETTER_PX = 9;
const HATCH_PX = 8;
const PADDING_PX = 4;

export function drawCadence(lane: LaneSurface, sections: readonly Section[], shown: Span): void {
  const hatches = new Map<Cadence, CanvasPattern | null>();
  const first = Math.max(0, indexAt(sections, shown.from));
  for (let index = first; index < sections.length; index++) {
    const section = sections[index];
    if (!section || section.from >= shown.to) break;
    if (!hatches.has(section.cadence)) hatches.set(section.cadence, createHatch(lane, section.cadence));
    drawSection(lane, section, shown, hatches.get(section.cadence) ?? null);
  }
}

function drawSection(lane: LaneSurface, section: Section, shown: Span, hatch: CanvasPattern | null): void {
  const { context, width, height, colourOf } = lane;
  const left = Math.max(0, shareOfFrame(section.from, shown) * width);
  const right = Math.min(width, shareOfFrame(section.to, shown) * width);
  const size = Math.max(1, right - left);
  context.fillStyle = colourOf(`--cadence-${section.cadence}`);
  context.fillRect(left, 0, size, height);
  if (hatch) {
    context.fillStyle = hatch;
    context.fillRect(left, 0, size, height);
  }
  // A section begins with a gap, so that two of one class in different phases are two.
  if (size > 3) {
    context.fillStyle = colourOf('--ground');
    context.fillRect(left, 0, 1, height);
  }
  if (section.isChosen) {
    context.fillStyle = colourOf('--strong');
    context.fillRect(left + 1, height - 2, Math.max(1, size - 1), 2);
  }
  if (section.confidence === 'unsure') drawDoubt(lane, left, right);
  drawLetters(lane, section, shown);
  drawLabel(lane, section, left, right);
}

/** A dashed edge: as the tag of an assumed finding. */
function drawDoubt({ context, colourOf }: LaneSurface, left: number, right: number): void {
  context.strokeStyle = colourOf('--text');
  context.setLineDash([3, 3]);
  context.beginPath();
  context.moveTo(left + 1, 0.5);
  context.lineTo(right, 0.5);
  context.stroke();
  context.setLineDash([]);
}

function drawLabel(lane: LaneSurface, section: Section, left: number, right: number): void {
  const { context, height, colourOf } = lane;
  const room = right - left - 2 * PADDING_PX;
  const words = [
    `${sectionLabel(section)}${section.isChosen ? '  chosen' : ''}`,
    sectionLabel(section),
    CADENCE_LETTERS[section.cadence],
  ];
  const label = words.find((text) => context.measureText(text).width <= room);
  if (label === undefined) return;
  const size = context.measureText(label).width;
  const row = height / 2;
  // A plate, so that the hatching does not run through the letters.
  context.fillStyle = colourOf(`--cadence-${section.cadence}`);
  context.fillRect(left + 1, 0, size + 2 * PADDING_PX - 1, row);
  context.textAlign = 'left';
  context.fillStyle = colourOf('--strong');
  context.fillText(label, left + PADDING_PX, row / 2 + 1.5);
}

function drawLetters(lane: LaneSurface, section: Section, shown: Span): void {
  const { context, width, height, colourOf } = lane;
  const step = width / (shown.to - shown.from);
  if (step < LETTER_PX || matchLetter(section, section.from) === null) return;
  const [from, to] = [Math.max(section.from, shown.from), Math.min(section.to, shown.to)];
  const row = height / 2;
  context.fillStyle = colourOf(`--cadence-${section.cadence}`);
  context.fillRect(shareOfFrame(from, shown) * width + 1, row, (to - from) * step - 1, row - 2);
  context.textAlign = 'center';
  for (let frame = from; frame < to; frame++) {
    const letter = matchLetter(section, frame) ?? '';
    context.fillStyle = colourOf(letter === 'c' ? '--secondary' : '--strong');
    context.fillText(letter, (shareOfFrame(frame, shown) + 0.5 / (shown.to - shown.from)) * width, row * 1.5);
  }
}

/** Lines of each class in a tile of device pixels: film runs, interlaced has its lines, progressive stands, hybrid is both, static has nothing. */
const HATCHES: Readonly<Record<Cadence, (tile: CanvasRenderingContext2D, size: number) => void>> = {
  film: (tile, size) => {
    for (const from of [-size, 0, size]) strokeLine(tile, from, size, from + size, 0);
  },
  'video-interlaced': (tile, size) => {
    for (const y of [0.25, 0.75]) strokeLine(tile, 0, y * size, size, y * size);
  },
  'video-progressive': (tile, size) => strokeLine(tile, size / 2, 0, size / 2, size),
  hybrid: (tile, size) => {
    for (const from of [-size, 0, size]) strokeLine(tile, from, size, from + size, 0);
    for (const from of [-size, 0, size]) strokeLine(tile, from, 0, from + size, size);
  },
  static: (tile, size) => tile.fillRect(size / 2 - 1, size / 2 - 1, 2, 2),
};

function createHatch({ context, scale, colourOf }: LaneSurface, cadence: Cadence): CanvasPattern | null {
  const size = Math.round(HATCH_PX * scale);
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const tile = canvas.getContext('2d');
  if (!tile) return null;
  tile.strokeStyle = colourOf('--cadence-hatch');
  tile.fillStyle = tile.strokeStyle;
  tile.lineWidth = scale;
  HATCHES[cadence](tile, size);
  const pattern = context.createPattern(canvas, 'repeat');
  pattern?.setTransform(new DOMMatrix().scale(1 / scale));
  return pattern;
}

function strokeLine(tile: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  tile.beginPath();
  tile.moveTo(x1, y1);
  tile.lineTo(x2, y2);
  tile.stroke();
}
