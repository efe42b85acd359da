/** On or off. A native checkbox that is announced as a switch. */
interface SwitchProps {
  label: string;
  isOn: boolean;
  onChange(isOn: boolean): void;
  isDisabled?: boolean;
  /** Shows the label before it; otherwise it is only spoken. */
  hasLabel?: boolean;
  describedBy?: string;
}

export function Switch({ label, isOn, onChange, isDisabled, hasLabel, describedBy }: SwitchProps) {
  return (
    <label className="switch-row">
      <span className={hasLabel ? undefined : 'unseen'}>{label}</span>
      <input
        type="checkbox"
        role="switch"
        className="switch"
        aria-describedby={describedBy}
        aria-checked={isOn}
        checked={isOn}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}
