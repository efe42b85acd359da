/** The field beside a slider: shows the value, takes typed ones on Enter or when it is left. Escape takes the typing back. */
import { type KeyboardEvent, useState } from 'react';
import { clamp, formatNumber, type NumberScale, parseNumber } from './numbers';

interface NumberTextProps extends NumberScale {
  label: string;
  value: number;
  unit: string;
  isDisabled?: boolean;
  onBegin(): void;
  onChange(value: number): void;
}

export function NumberText(props: NumberTextProps) {
  const { label, value, unit, isDisabled, onBegin, onChange } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const take = () => {
    const parsed = typed === null ? null : parseNumber(typed);
    if (parsed !== null) onChange(clamp(parsed, props));
    setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') take();
    if (event.key === 'Escape') setTyped(null);
  };
  return (
    <span className="number-text">
      <input
        type="text"
        inputMode="decimal"
        className="text number"
        aria-label={`${label}${unit ? `, ${unit}` : ''}, typed`}
        value={typed ?? formatNumber(value, props)}
        disabled={isDisabled}
        onFocus={(event) => {
          onBegin();
          event.target.select();
        }}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={onKeyDown}
      />
      <span className="unit">{unit}</span>
    </span>
  );
}
