/** What a work folder says about the render that is written there: of what it is made, and which segments are finished. */
import { type KeptOrder, keptOrderSchema } from '../../model/contract';
import type { Rational } from '../../model/time';
import type { GivenFile } from './replaced';
import type { SegmentStart } from './segments';

/** Everything that decides a render's pictures, each part in a form that can be compared. */
export interface RenderIdentity {
  /** Version of ffmpeg. */
  ffmpeg: string;
  /** The clip's id: path, size and time of its last change. */
  clip: string;
  /** The filters. */
  recipe: string;
  span: string;
  /** Codec, its settings, depth, container. */
  target: string;
}

/** A segment that lies safely on the disk. */
export interface FinishedSegment {
  /** File name in the work folder. */
  name: string;
  pictures: number;
  bytes: number;
  /** CRC-32 of the file, as hexadecimal digits: finds damage, at a hundredth of what sha256 takes. */
  crc: string;
}

export interface Manifest {
  about: string;
  version: 1;
  identity: RenderIdentity;
  /** How the render is cut into segments; null where it is written in one piece. */
  plan: { rate: Rational; isConstantRate: boolean; starts: SegmentStart[] } | null;
  /** How often it was begun: each time writes under names of its own, so that a process left over from before cannot spoil them. */
  runs: number;
  /** What was ordered, so that it can be continued by somebody who has another recipe before them. Earlier versions wrote none. */
  order?: KeptOrder;
  /** Pictures in all, where that was known. Earlier versions wrote none. */
  total?: number | null;
  /** Movie and tables that were there and may be replaced. Earlier versions wrote none. */
  given?: GivenFile[];
  /** In order, without gaps. */
  finished: FinishedSegment[];
}

export const ABOUT =
  'A render of Remaster in progress. Should it have been interrupted: "remaster render … --resume" goes on, "--force" starts again.';

export function createManifest(identity: RenderIdentity, plan: Manifest['plan'], order: KeptOrder): Manifest {
  return { about: ABOUT, version: 1, identity, plan, runs: 0, order, finished: [] };
}

/** Null where there is none, or none that is understood. */
export function orderOf({ order }: Pick<Manifest, 'order'>): KeptOrder | null {
  return keptOrderSchema.safeParse(order).data ?? null;
}

/** Null for anything that is not a manifest of ours. */
export function parseManifest(text: string): Manifest | null {
  try {
    const found = JSON.parse(text) as Partial<Manifest> | null;
    const isOurs =
      found?.version === 1 && Array.isArray(found.finished) && typeof found.identity === 'object';
    return isOurs ? (found as Manifest) : null;
  } catch {
    return null;
  }
}

/** What has changed since, in a person's words; null where nothing has. Causes stand before what follows from them. */
export function changeSince(then: RenderIdentity, now: RenderIdentity): string | null {
  if (then.ffmpeg !== now.ffmpeg) return `ffmpeg was ${then.ffmpeg} then and is ${now.ffmpeg} now`;
  const part = (Object.keys(CHANGES) as (keyof typeof CHANGES)[]).find((name) => then[name] !== now[name]);
  return part ? CHANGES[part] : null;
}

const CHANGES = {
  clip: 'the clip is another file, or it was changed or moved since',
  recipe: 'the recipe makes other pictures than then',
  span: 'another part of the clip was rendered then',
  target: 'codec, depth or kind of file are not those of then',
} as const satisfies Partial<Record<keyof RenderIdentity, string>>;

export function isSamePlan(then: Manifest['plan'], now: Manifest['plan']): boolean {
  return JSON.stringify(then) === JSON.stringify(now);
}
