/** To a frame number or a timecode. */
import { type FormEvent, useState } from 'react';
import { formatTimecode, parseTimecode } from '../../model/time';
import { frameCount, timelineClock } from '../state/pair';
import { dispatch, useWorkspace } from '../state/store';
import { closeDialog, Frame } from './Frame';

export function GoToDialog() {
  const clock = useWorkspace(timelineClock);
  const count = useWorkspace(frameCount);
  const [typed, setTyped] = useState('');
  const frame = parseTimecode(typed, clock);
  const isThere = frame !== null && frame < count;
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (!isThere) return;
    dispatch({ type: 'playhead/moved', frame });
    closeDialog();
  };
  return (
    <Frame title="Go to">
      <form className="path-form" onSubmit={go}>
        <label className="field">
          <span>Frame or timecode</span>
          <input
            type="text"
            className="text"
            // biome-ignore lint/a11y/noAutofocus: the dialog holds this one field, and was opened to type into it
            autoFocus
            value={typed}
            placeholder={`0 to ${count - 1}, or ${formatTimecode(count - 1, clock)}`}
            aria-invalid={typed !== '' && !isThere}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <button type="submit" className="button main" disabled={!isThere}>
          Go
        </button>
      </form>
      <p className="quiet" role="status">
        {sayWhere(typed, frame, isThere, count)}
      </p>
    </Frame>
  );

  function sayWhere(text: string, found: number | null, isFine: boolean, frames: number): string {
    if (text === '')
      return 'A number is a frame, counted from 0. With colons or a point it is a timecode, whose last group is frames: 3.05 is second 3, frame 5.';
    if (found === null) return 'This is neither a frame number nor a timecode.';
    if (!isFine) return `The clip has ${frames} frames; the last one is ${frames - 1}.`;
    return `Frame ${found}, ${formatTimecode(found, clock)}`;
  }
}
