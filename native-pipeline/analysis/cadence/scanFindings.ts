/** What the sections together say about scan and field order, held against what the file claims. Pure. */
import type { Section } from '../../../model/analysis';
import type { Clip, FieldOrder, Finding, Scan } from '../../../model/clip';

/** Nats by which one order must explain the clip better than the other. */
const ORDER_LEAD = 8;

export interface ScanFindings {
  scan: Finding<Scan>;
  fieldOrder: Finding<FieldOrder | null>;
  /** Contradictions with the file's claims. */
  notices: string[];
}

type Claims = Pick<Clip, 'scan' | 'fieldOrder'>;

/** True where the pictures tell the order. `lead`: nats for top field first, negative for bottom field first. */
export function isOrderShown(lead: number): boolean {
  return Math.abs(lead) >= ORDER_LEAD;
}

export function findScan(sections: readonly Section[], lead: number, claims: Claims): ScanFindings {
  const scan = scanOf(sections, claims);
  const { finding: fieldOrder, contradiction } = orderOf(sections, lead, claims);
  return { scan, fieldOrder, notices: contradiction ? [contradiction] : [] };
}

const WORDS = {
  film: 'telecined film',
  hybrid: 'film under video titles',
  'video-interlaced': 'interlaced video',
  'video-progressive': 'whole frames',
} as const;
const SOFT = 'soft-telecined film';

function scanOf(sections: readonly Section[], { scan }: Claims): Finding<Scan> {
  const moving = sections.filter(({ cadence }) => cadence !== 'static');
  if (moving.length === 0) {
    return { ...scan, because: `${scan.because} Nothing moves, so the pictures cannot tell.` };
  }
  const frames = new Map<string, number>();
  for (const { cadence, pulldown, from, to } of moving) {
    const word =
      pulldown === 'soft' ? SOFT : cadence === 'static' ? WORDS['video-progressive'] : WORDS[cadence];
    frames.set(word, (frames.get(word) ?? 0) + to - from);
  }
  const counts = [...frames].map(([word, count]) => `${count} frames of ${word}`);
  const isWhole = [...frames.keys()].every((word) => word === SOFT || word === WORDS['video-progressive']);
  const value: Scan = isWhole ? 'progressive' : frames.size > 1 ? 'mixed' : 'interlaced';
  return { value, source: 'measured', because: `The pictures show ${counts.join(', ')}.` };
}

function orderOf(
  sections: readonly Section[],
  lead: number,
  { fieldOrder }: Claims,
): { finding: Finding<FieldOrder | null>; contradiction: string | null } {
  const telling = sections.filter((section) => section.fieldOrder !== null);
  if (!isOrderShown(lead) || telling.length === 0) {
    const because = 'Nothing in the pictures shows which field comes first.';
    return { finding: { value: null, source: 'measured', because }, contradiction: null };
  }
  const tops = telling.filter((section) => section.fieldOrder === 'top-first').length;
  const value =
    framesOf(telling, 'top-first') >= framesOf(telling, 'bottom-first') ? 'top-first' : 'bottom-first';
  const share = value === 'top-first' ? tops : telling.length - tops;
  const shows = `motion shows ${said(value)} first in ${share} of ${telling.length} moving sections`;
  const isAgainst = fieldOrder.value !== null && fieldOrder.value !== value;
  const text =
    isAgainst && fieldOrder.value
      ? `The file says ${said(fieldOrder.value)} first; ${shows}`
      : capital(shows);
  const because = `${text} (a lead of ${Math.abs(lead).toFixed(0)} nats).`;
  return { finding: { value, source: 'measured', because }, contradiction: isAgainst ? `${text}.` : null };
}

function framesOf(sections: readonly Section[], order: FieldOrder): number {
  const own = sections.filter((section) => section.fieldOrder === order);
  return own.reduce((sum, { from, to }) => sum + to - from, 0);
}

function said(order: FieldOrder): string {
  return order === 'top-first' ? 'the top field' : 'the bottom field';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
