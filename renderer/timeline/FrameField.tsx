/** A frame number to type, or a timecode; taken on Enter or when the field is left, Escape takes the typing back. What is neither is said beside it. */
import { type KeyboardEvent, useId, useState } from 'react';
import { formatTimecode, parseTimecode } from '../../model/time';
import { commandFor } from '../state/keys';
import { timelineClock } from '../state/pair';
import { useWorkspace } from '../state/store';

interface FrameFieldProps {
  label: string;
  frame: number;
  onChange(frame: number): void;
}

export function FrameField({ label, frame, onChange }: FrameFieldProps) {
  const clock = useWorkspace(timelineClock);
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [isRefused, setRefused] = useState(false);
  const take = () => {
    if (typed === null) return;
    const parsed = parseTimecode(typed, clock);
    if (parsed !== null && parsed !== frame) onChange(parsed);
    setRefused(parsed === null);
    setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') take();
    if (typed === null) return;
    // While something is typed, undoing is the field's own, and Escape takes the typing back.
    if (event.key === 'Escape' || commandFor(event) === 'edit.undo') event.stopPropagation();
    if (event.key === 'Escape') setTyped(null);
  };
  return (
    <>
      <input
        type="text"
        inputMode="numeric"
        className="text number frame-field"
        aria-label={label}
        aria-describedby={isRefused ? id : undefined}
        title={formatTimecode(frame, clock)}
        value={typed ?? String(frame)}
        onChange={(event) => {
          const { value } = event.target;
          setTyped(value === String(frame) ? null : value);
          setRefused(false);
        }}
        onBlur={take}
        onKeyDown={onKeyDown}
      />
      <span id={id} className="frame-said" aria-live="polite">
        {isRefused && 'not a frame or timecode'}
      </span>
    </>
  );
}
