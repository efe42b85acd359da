/** Every key of the workbench, drawn from the table of commands. */
import { COMMANDS, type Command, type MenuPlace } from '../../model/commands';
import { formatKey } from '../state/keys';
import { isMac } from '../ui/CommandButton';
import { Frame } from './Frame';

/** Three columns of about the same height. */
const COLUMNS: readonly (readonly MenuPlace[])[] = [['Play'], ['View'], ['File', 'Edit', 'Measure', 'Help']];

export function KeysDialog() {
  return (
    <Frame title="Keys" size="wide">
      <div className="keys">
        {COLUMNS.map((places) => (
          <div key={places.join()}>
            {places.map((place) => (
              <KeysOf key={place} place={place} />
            ))}
          </div>
        ))}
      </div>
      <p className="quiet">
        On the picture: the wheel zooms at the cursor, dragging pans. On the timeline: the wheel zooms, with
        Shift it shifts. On a slider: Shift makes finer steps, a double click resets.
      </p>
    </Frame>
  );
}

function KeysOf({ place }: { place: MenuPlace }) {
  return (
    <section aria-label={place}>
      <h3>{place}</h3>
      <dl>
        {withKeys(place).map(({ id, title, says, keys }) => (
          <div key={id} title={says}>
            <dt>{title.replace('…', '')}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{formatKey(key, isMac())}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function withKeys(place: MenuPlace): readonly Command[] {
  return COMMANDS.filter((command) => command.menu === place && command.keys.length > 0);
}
