/**
 * The JSON beside a run of stills: everything one needs to make them again, or to doubt them. Pure.
 *
 * It is read by people and by other programs, so its keys are kept; a change of their meaning raises `version`.
 */
import { type Clip, clockOf } from '../../model/clip';
import type { Measurement, Tool } from '../../model/compare';
import type { PictureHeader } from '../../model/picture';
import type { Plan, Recipe } from '../../model/recipe';
import { formatTimecode } from '../../model/time';
import type { SourceHash } from './sourceHash';

const VERSION = 1;

export interface Sidecar {
  program: { name: string; version: string };
  tools: Tool[];
  settings: {
    layouts: readonly string[];
    wipeAt: number;
    isSwapped: boolean;
    threshold: number;
    hasCaptions: boolean;
  };
  sides: Record<'a' | 'b', SideReport>;
  frames: FrameReport[];
}

export interface SideReport {
  label: string;
  source: { path: string; sizeBytes: number } & SourceHash;
  /** Null: the source itself. */
  recipe: Recipe | null;
  /** ffmpeg's filter graph; '' where nothing was done. */
  graph: string;
  /** How this side was brought to the size of the comparison; null where it had it. */
  toCompare: { recipe: string; graph: string; width: number; height: number } | null;
  /** What is believed about the clip, each with its source and reason; `recipe.interpret` overrules it. */
  beliefs: Pick<Clip, 'scan' | 'fieldOrder' | 'sampleAspect' | 'rotation' | 'colour'>;
}

export interface FrameReport {
  /** As asked for: the source frame of side A's clip. */
  frame: number;
  timecode: string;
  a: PictureReport;
  b: PictureReport;
  measurement: Measurement;
  files: { name: string; role: string; sha256: string; width: number; height: number; bitDepth: number }[];
}

type PictureReport = Omit<PictureHeader, 'clipId' | 'planes' | 'kind' | 'chromaFields'>;

export function formatSidecar(sidecar: Sidecar): string {
  const about = 'Comparison stills. Numbers are only as good as the validity that stands beside them.';
  return `${JSON.stringify({ version: VERSION, about, ...sidecar }, null, 2)}\n`;
}

export function reportSide(side: {
  label: string;
  clip: Clip;
  hash: SourceHash;
  recipe: Recipe | null;
  plan: Plan | null;
  full: { recipe: Recipe; plan: Plan } | null;
}): SideReport {
  const { label, clip, hash, recipe, plan, full } = side;
  const { scan, fieldOrder, sampleAspect, rotation, colour } = clip;
  return {
    label,
    source: { path: clip.path, sizeBytes: clip.sizeBytes, ...hash },
    recipe,
    graph: plan?.graph ?? '',
    toCompare: full && {
      recipe: full.recipe.title || full.recipe.id,
      graph: full.plan.graph,
      ...full.plan.size,
    },
    beliefs: { scan, fieldOrder, sampleAspect, rotation, colour },
  };
}

export function reportPicture(header: PictureHeader): PictureReport {
  const { clipId: _clip, planes: _planes, kind: _kind, chromaFields: _fields, ...report } = header;
  return report;
}

/** Timecode of a source frame, counted from 0 at the clip's first frame. */
export function timecodeOf(frame: number, clip: Pick<Clip, 'rate' | 'displayClock'>): string {
  return formatTimecode(frame, clockOf(clip));
}
