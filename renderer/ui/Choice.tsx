/** One of several: the system's own select, so that keys, screen readers and long lists just work. */
import { ChevronDown } from 'lucide-react';

export interface ChoiceOption {
  value: string;
  label: string;
  isDisabled?: boolean;
}

interface ChoiceProps {
  /** Spoken name; the visible one stands beside it. */
  label: string;
  options: readonly ChoiceOption[];
  value: string;
  onChange(value: string): void;
  isDisabled?: boolean;
  id?: string;
  describedBy?: string;
  /** Shown instead of the chosen option's own label, where that would be too long for its place. */
  face?: string;
}

export function Choice(props: ChoiceProps) {
  const { label, options, value, onChange, isDisabled, id, describedBy, face } = props;
  return (
    <span className={face === undefined ? 'select' : 'select faced'}>
      {face === undefined ? null : <span aria-hidden>{face}</span>}
      <select
        id={id}
        aria-label={label}
        aria-describedby={describedBy}
        value={value}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.isDisabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden />
    </span>
  );
}
