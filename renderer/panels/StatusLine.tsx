/** The line at the bottom: what is on screen, exactly or not yet; what is being done; jobs; whether the engine is there. */
import { Unplug } from 'lucide-react';
import { formatTimecode } from '../../model/time';
import { clipOf, timelineClock } from '../state/pair';
import { useWorkspace } from '../state/store';
import { Progress } from '../ui/Progress';
import { clipRateText } from '../ui/words';
import { JobsButton } from './JobsButton';

export function StatusLine() {
  return (
    <footer className="status">
      <Shown />
      <Busy />
      <div className="group end">
        <span className="readout" data-part="readout" title="Codes of the samples under the pointer" />
        <Connection />
        <JobsButton />
      </div>
    </footer>
  );
}

/** The frame that is really on screen, which lags behind the playhead while it is being decoded. */
function Shown() {
  const { shownFrame, zoom, fps } = useWorkspace(({ engine }) => engine.viewer);
  const clock = useWorkspace(timelineClock);
  const clip = useWorkspace((state) => clipOf(state, 'a'));
  if (shownFrame === null || !clip) return <div className="status-items" />;
  const rate = clipRateText(clip);
  return (
    <div className="status-items">
      <span className="status-frame">
        <span className="unit">frame</span> {shownFrame}
      </span>
      <span>{formatTimecode(shownFrame, clock)}</span>
      <span className="status-rate">
        {fps === null ? rate.value : fps.toFixed(1)}{' '}
        <span className="unit">{fps === null ? rate.unit : 'fps shown'}</span>
      </span>
      <span>
        {Math.round(zoom * 100)} <span className="unit">%</span>
      </span>
    </div>
  );
}

function Busy() {
  const busy = useWorkspace(({ engine }) => engine.viewer.busy);
  const pair = useWorkspace(({ engine }) => engine.viewer.pair);
  const pairSays = useWorkspace(({ engine }) => engine.viewer.pairSays);
  const opening = useWorkspace(({ engine }) => engine.opening);
  const measuring = useWorkspace(({ engine }) => engine.measurement.state === 'measuring');
  const hasPicture = useWorkspace(({ engine }) => engine.viewer.shownFrame !== null);
  if (opening) {
    const what = opening.share === null ? 'Opening' : 'Sending';
    return <BusyText text={`${what} ${opening.name}`} share={opening.share} />;
  }
  const text = busy ?? (measuring ? 'measuring' : null);
  if (text) return <BusyText text={text} share={null} />;
  return (
    <div className="status-busy unit" role="status" title={pairSays || undefined}>
      {hasPicture ? pair : ''}
    </div>
  );
}

function BusyText({ text, share }: { text: string; share: number | null }) {
  return (
    <div className="status-busy" role="status">
      <span>{text}</span>
      <Progress label={text} share={share} />
    </div>
  );
}

function Connection() {
  const connection = useWorkspace(({ engine }) => engine.connection);
  if (connection === 'there' || connection === 'starting') return null;
  return (
    <span className="remark warning">
      <Unplug aria-hidden />
      {connection === 'refused' ? 'no key' : 'engine away'}
    </span>
  );
}
