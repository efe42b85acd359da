/** A frame number to type, or a timecode; taken on Enter or when the field is left, Escape takes the typing back. */
import { type KeyboardEvent, useState } from 'react';
import { formatTimecode, parseTimecode } from '../../model/time';
import { clockRate } from '../state/pair';
import { useWorkspace } from '../state/store';

interface FrameFieldProps {
  label: string;
  frame: number;
  onChange(frame: number): void;
}

export function FrameField({ label, frame, onChange }: FrameFieldProps) {
  const rate = useWorkspace(clockRate);
  const [typed, setTyped] = useState<string | null>(null);
  const take = () => {
    const parsed = typed === null ? null : parseTimecode(typed, rate);
    if (parsed !== null && parsed !== frame) onChange(parsed);
    setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') take();
    if (event.key !== 'Escape' || typed === null) return;
    event.stopPropagation();
    setTyped(null);
  };
  return (
    <input
      type="text"
      inputMode="numeric"
      className="text number frame-field"
      aria-label={label}
      title={formatTimecode(frame, rate)}
      value={typed ?? String(frame)}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={take}
      onKeyDown={onKeyDown}
    />
  );
}
