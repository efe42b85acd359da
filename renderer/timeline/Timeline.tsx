/** The timeline: transport, ruler, one lane per side, where the recipe has other settings, what the analysis found, the span and the playhead. Dragging scrubs, the wheel zooms. */

import { timelineAnalysis } from '../state/analyses';
import { overriddenSide } from '../state/overrideSpans';
import { frameCount, timelineClock } from '../state/pair';
import { useWorkspace } from '../state/store';
import { CadenceLane } from './CadenceLane';
import { Lanes } from './Lanes';
import { OverrideLane } from './OverrideLane';
import { Ruler } from './Ruler';
import { Playhead, Scrubber } from './Scrubber';
import { ShotLane } from './ShotLane';
import { ShownBar } from './ShownBar';
import { Transport } from './Transport';
import { useShown } from './useShown';

export function Timeline() {
  const frames = useWorkspace(frameCount);
  const clock = useWorkspace(timelineClock);
  const isAnalysed = useWorkspace((state) => timelineAnalysis(state) !== null);
  const isOverridden = useWorkspace((state) => overriddenSide(state) !== null);
  const { shown, ref } = useShown(frames);
  return (
    <section
      className={`timeline${isAnalysed ? ' analysed' : ''}${isOverridden ? ' overridden' : ''}`}
      aria-label="Timeline"
      data-place="timeline"
    >
      <Transport />
      <div className="tracks" ref={ref}>
        <Ruler shown={shown} clock={clock} isEmpty={frames === 0} />
        <Lanes shown={shown} />
        <Scrubber shown={shown} frames={frames} />
        <OverrideLane shown={shown} />
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
