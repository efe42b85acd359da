/** The numbers of the pair on screen: what was compared, each score with what it is worth, and how the picture shows it. */

import type { Preferences } from '../state/actions';
import { dispatch, useWorkspace } from '../state/store';
import { CommandButton } from '../ui/CommandButton';
import { NumberControl } from '../ui/NumberControl';
import { Switch } from '../ui/Switch';
import { Scores } from './Scores';

export function NumbersTab() {
  const hasPair = useWorkspace(({ project, engine }) => project.a !== null && engine.plan.b !== null);
  const state = useWorkspace(({ engine }) => engine.measurement.state);
  const isAtRest = useWorkspace(({ session }) => session.isMeasuringAtRest);
  return (
    <>
      <div className="measure">
        <CommandButton
          command="measure.now"
          label={state === 'measuring' ? 'Measuring…' : 'Measure this pair'}
          isDisabled={!hasPair}
          className="framed"
        />
        <Switch
          label="Measure when still"
          hasLabel
          isOn={isAtRest}
          onChange={(isOn) => prefer({ isMeasuringAtRest: isOn })}
        />
      </div>
      {/* Before the scores: these grow, and would push it below the fold. */}
      <Overlay />
      <Scores />
    </>
  );
}

/** How the difference is drawn over the picture. */
function Overlay() {
  // One by one: a moving wipe changes the session sixty times a second, and must not draw this again.
  const threshold = useWorkspace(({ session }) => session.threshold);
  const differenceGain = useWorkspace(({ session }) => session.differenceGain);
  const isMaskShown = useWorkspace(({ session }) => session.isMaskShown);
  return (
    <section className="overlay-settings" aria-label="On the picture">
      <h3>On the picture</h3>
      <div className="setting">
        <div className="setting-row">
          <span className="setting-label">Mask</span>
          <Switch
            label="Difference mask"
            isOn={isMaskShown}
            onChange={(isOn) => prefer({ isMaskShown: isOn })}
          />
        </div>
        <p className="setting-says">Marks, over every view, the pixels that pixelmatch counts.</p>
      </div>
      <div className="setting">
        <div className="setting-row">
          <span className="setting-label">Threshold</span>
          <NumberControl
            {...{ label: 'Threshold', min: 0, max: 1, step: 0.01, unit: '', resetTo: 0.1 }}
            value={threshold}
            onChange={(value) => prefer({ threshold: value })}
          />
        </div>
        <p className="setting-says">
          How far two pixels may be apart and still count as the same (pixelmatch).
        </p>
      </div>
      <div className="setting">
        <div className="setting-row">
          <span className="setting-label">Gain</span>
          <NumberControl
            {...{ label: 'Difference gain', min: 1, max: 32, step: 1, unit: '×', resetTo: 4 }}
            value={differenceGain}
            onChange={(value) => prefer({ differenceGain: value })}
          />
        </div>
        <p className="setting-says">Brightens the difference view; the numbers stay the same.</p>
      </div>
    </section>
  );
}

function prefer(preference: Partial<Preferences>): void {
  dispatch({ type: 'preference/changed', preference });
}
