/** A box to tick, with its words. */
interface CheckProps {
  label: string;
  isOn: boolean;
  onChange(isOn: boolean): void;
  isDisabled?: boolean;
}

export function Check({ label, isOn, onChange, isDisabled }: CheckProps) {
  return (
    <label className="check-row">
      <input
        type="checkbox"
        className="check"
        checked={isOn}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}
