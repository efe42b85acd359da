/** One lane for each side: whose pictures these are, and how far its clip is known. */
import type { Span } from '../../model/time';
import { clipOf } from '../state/pair';
import { useWorkspace } from '../state/store';
import type { SideName } from '../state/workspace';
import { shareOfFrame } from './scale';

export function Lanes({ shown }: { shown: Span }) {
  return (
    <div className="lanes">
      <Lane side="a" shown={shown} />
      <Lane side="b" shown={shown} />
      <SpanMark shown={shown} />
    </div>
  );
}

function Lane({ side, shown }: { side: SideName; shown: Span }) {
  const label = useWorkspace(({ project }) => project[side]?.label ?? null);
  const recipe = useWorkspace(({ project }) => project[side]?.recipe?.title ?? null);
  const name = useWorkspace((state) => clipOf(state, side)?.name ?? null);
  const known = useWorkspace((state) => knownShare(state, side));
  if (label === null) return <div className="lane empty" />;
  return (
    <div className="lane">
      <div className="lane-known" style={{ transform: `scaleX(${known})` }} />
      <Kept side={side} shown={shown} />
      <span className="badge">{side.toUpperCase()}</span>
      <span className="lane-name">
        {label} <span className="quiet">{recipe || name}</span>
      </span>
    </div>
  );
}

/** Frames in the window's memory: going there costs nothing. */
function Kept({ side, shown }: { side: SideName; shown: Span }) {
  const kept = useWorkspace(({ engine }) => engine.kept[side]);
  return kept.map(({ from, to }) => {
    const [left, right] = [shareOfFrame(from, shown), shareOfFrame(to, shown)].map((share) =>
      Math.min(1, Math.max(0, share)),
    ) as [number, number];
    const style = { left: `${left * 100}%`, width: `${(right - left) * 100}%` };
    return right > left ? <div key={from} className="lane-kept" style={style} /> : null;
  });
}

/** Frames whose numbers are known already; the rest becomes known while the index is made. */
function knownShare(state: Parameters<typeof clipOf>[0], side: SideName): number {
  const access = clipOf(state, side)?.access;
  return access?.kind === 'indexing' ? access.progress : 1;
}

function SpanMark({ shown }: { shown: Span }) {
  const span = useWorkspace(({ session }) => session.span);
  if (!span) return null;
  const from = Math.max(0, shareOfFrame(span.from, shown));
  const to = Math.min(1, shareOfFrame(span.to, shown));
  if (to <= from) return null;
  return <div className="span-mark" style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }} />;
}
