/** A thin bar: how far some work is. `share` null: nobody knows. */
interface ProgressProps {
  label: string;
  share: number | null;
}

export function Progress({ label, share }: ProgressProps) {
  const percent = share === null ? undefined : Math.round(share * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={share === null ? 'progress unknown' : 'progress'}
    >
      <div style={share === null ? undefined : { transform: `scaleX(${share})` }} />
    </div>
  );
}
