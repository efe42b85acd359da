/** Frames that the cadence does not explain, and faults as small graphs over time. A press goes to the frame. */
import type { Analysis, FaultSeries, FrameFault } from '../../model/analysis';
import { clockOf } from '../../model/clip';
import type { Clock } from '../../model/displayClock';
import { useWorkspace } from '../state/store';
import { countText } from '../ui/words';
import { faultValue } from './analysisWords';
import { FaultGraph } from './FaultGraph';

interface FaultsProps {
  analysis: Analysis;
  /** Null where the timeline counts another clip's frames. */
  onJump: ((frame: number) => void) | null;
}

export function Faults({ analysis, onJump }: FaultsProps) {
  const { frameFaults, faults, span, clipId } = analysis;
  const clip = useWorkspace(({ engine }) => engine.clips[clipId]);
  return (
    <>
      {frameFaults.length > 0 ? <FrameFaults faults={frameFaults} onJump={onJump} /> : null}
      {faults.length > 0 && clip ? (
        <ul className="fault-graphs" aria-label="Faults over time">
          {faults.map((series) => (
            <Series key={series.name} series={series} span={span} clock={clockOf(clip)} onJump={onJump} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** More than this nobody reads one by one. */
const MOST_LISTED = 200;

function FrameFaults({ faults, onJump }: { faults: readonly FrameFault[]; onJump: FaultsProps['onJump'] }) {
  const rest = faults.length - MOST_LISTED;
  return (
    <details className="frame-faults">
      <summary>{countText(faults.length, 'odd frame')}</summary>
      <ul className="scrolls" aria-label="Odd frames">
        {faults.slice(0, MOST_LISTED).map(({ frame, kind, because }) => (
          <li key={`${frame} ${kind}`}>
            <button
              type="button"
              className="fault-row"
              title={because}
              disabled={onJump === null}
              onClick={() => onJump?.(frame)}
            >
              <span className="number">{frame}</span>
              <span>{kind}</span>
              <span className="unit">{because}</span>
            </button>
          </li>
        ))}
      </ul>
      {rest > 0 ? <p className="quiet">and {countText(rest, 'more', 'more')}</p> : null}
    </details>
  );
}

interface SeriesProps extends Pick<FaultsProps, 'onJump'> {
  series: FaultSeries;
  span: Analysis['span'];
  clock: Clock;
}

function Series({ series, span, clock, onJump }: SeriesProps) {
  const { title, unit, says, median, worstFrame } = series;
  return (
    <li className="fault-series">
      <div className="fault-head">
        <span title={says}>{title}</span>
        <span className="number" title="Half of the frames have less">
          {faultValue(median, '')} <span className="unit">{unit}</span>
        </span>
        {worstFrame !== null && onJump ? (
          <button
            type="button"
            className="button"
            aria-label={`Worst for ${title}: frame ${worstFrame}`}
            onClick={() => onJump(worstFrame)}
          >
            worst
          </button>
        ) : null}
      </div>
      <FaultGraph series={series} span={span} clock={clock} onJump={onJump} />
    </li>
  );
}
