/**
 * The field beside a slider: shows the value, takes typed ones on Enter or when it is left. Escape takes the typing back.
 *
 * What cannot be taken as it was typed is said beneath, and stays there until something else is typed or the value changes.
 */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { formatNumber, type NumberScale, takeTyped } from './numbers';

interface NumberTextProps extends NumberScale {
  label: string;
  value: number;
  unit: string;
  isDisabled?: boolean;
  onBegin(): void;
  onChange(value: number): void;
}

export function NumberText(props: NumberTextProps) {
  const { label, value, unit, isDisabled, onBegin } = props;
  const id = useId();
  const { typed, setTyped, said, take } = useTyped(props);
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (said !== '') place.current?.scrollIntoView?.({ block: 'nearest' });
  }, [said]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') take();
    if (event.key === 'Escape') setTyped(null);
  };
  return (
    <>
      <span className="number-text">
        <input
          type="text"
          inputMode="decimal"
          className="text number"
          aria-label={`${label}${unit ? `, ${unit}` : ''}, typed`}
          aria-describedby={said === '' ? undefined : id}
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
      {/* There before it has anything to say: screen readers announce what changes in it. */}
      <span ref={place} id={id} className="number-said" aria-live="polite">
        {said}
      </span>
    </>
  );
}

/** What is being typed (null: nothing), and what was said of the last that was. */
function useTyped(props: NumberTextProps) {
  const { value, unit, onChange } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const [last, setLast] = useState({ says: '', value });
  const take = () => {
    if (typed === null) return;
    const taken = takeTyped(typed, props, unit);
    if (taken.value !== null) onChange(taken.value);
    setLast({ says: taken.says, value: taken.value ?? value });
    setTyped(null);
  };
  const said = typed === null && last.value === value ? last.says : '';
  return { typed, setTyped, said, take };
}
