/** The timeline: transport, ruler, one lane per side, what the analysis found, the span and the playhead. Dragging scrubs, the wheel zooms. */

import { timelineAnalysis } from '../state/analyses';
import { clockRate, frameCount } from '../state/pair';
import { useWorkspace } from '../state/store';
import { CadenceLane } from './CadenceLane';
import { Lanes } from './Lanes';
import { Ruler } from './Ruler';
import { Playhead, Scrubber } from './Scrubber';
import { ShotLane } from './ShotLane';
import { ShownBar } from './ShownBar';
import { Transport } from './Transport';
import { useShown } from './useShown';

export function Timeline() {
  const frames = useWorkspace(frameCount);
  const rate = useWorkspace(clockRate);
  const isAnalysed = useWorkspace((state) => timelineAnalysis(state) !== null);
  const { shown, ref } = useShown(frames);
  return (
    <section
      className={isAnalysed ? 'timeline analysed' : 'timeline'}
      aria-label="Timeline"
      data-place="timeline"
    >
      <Transport />
      <div className="tracks" ref={ref}>
        <Ruler shown={shown} rate={rate} isEmpty={frames === 0} />
        <Lanes shown={shown} />
        <Scrubber shown={shown} frames={frames} />
        {isAnalysed ? (
          <>
            <CadenceLane shown={shown} />
            <ShotLane shown={shown} />
          </>
        ) : null}
        <Playhead shown={shown} frames={frames} />
        <ShownBar shown={shown} frames={frames} />
      </div>
    </section>
  );
}
