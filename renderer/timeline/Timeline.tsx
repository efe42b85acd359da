/** The timeline: transport, ruler, one lane per side, the span and the playhead. Dragging scrubs, the wheel zooms. */

import { clockRate, frameCount } from '../state/pair';
import { useWorkspace } from '../state/store';
import { Lanes } from './Lanes';
import { Ruler } from './Ruler';
import { Scrubber } from './Scrubber';
import { Transport } from './Transport';
import { useShown } from './useShown';

export function Timeline() {
  const frames = useWorkspace(frameCount);
  const rate = useWorkspace(clockRate);
  const { shown, ref } = useShown(frames);
  return (
    <section className="timeline" aria-label="Timeline" data-place="timeline">
      <Transport />
      <div className="tracks" ref={ref}>
        <Ruler shown={shown} rate={rate} isEmpty={frames === 0} />
        <Lanes shown={shown} />
        <Scrubber shown={shown} frames={frames} />
      </div>
    </section>
  );
}
