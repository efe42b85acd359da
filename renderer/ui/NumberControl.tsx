/**
 * A number as a slider with a field to type into. Double click resets, Shift makes ten times finer moves.
 *
 * One drag, one stay in the field or on the slider, one double click is one gesture: the caller undoes it as a whole.
 */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { NumberText } from './NumberText';
import { clamp, fineStep, formatNumber, type NumberScale, shareOf, snap } from './numbers';

interface NumberControlProps extends NumberScale {
  label: string;
  value: number;
  unit: string;
  resetTo: number;
  onChange(value: number, gesture: string): void;
  isDisabled?: boolean;
  describedBy?: string;
}

let gestures = 0;
/** As long as systems take two presses for one double click. */
const DOUBLE_CLICK_MS = 500;

export function NumberControl(props: NumberControlProps) {
  const { label, value, unit, resetTo, onChange, isDisabled, describedBy } = props;
  const gesture = useRef('');
  const pressedAt = useRef(Number.NEGATIVE_INFINITY);
  const begin = () => {
    gestures += 1;
    gesture.current = `${label} ${gestures}`;
  };
  const change = (next: number) => next !== value && onChange(next, gesture.current);
  const drag = useDrag(props, change);
  return (
    <>
      <input
        type="range"
        className="slider"
        aria-label={label}
        aria-describedby={describedBy}
        aria-valuetext={`${formatNumber(value, props)} ${unit}`.trim()}
        min={props.min}
        max={props.max}
        step="any"
        value={value}
        disabled={isDisabled}
        style={{ '--share': `${shareOf(value, props) * 100}%` } as React.CSSProperties}
        onFocus={begin}
        onPointerDown={(event) => {
          // The first press of a double click has moved the slider already; its reset belongs to the same gesture.
          if (event.timeStamp - pressedAt.current > DOUBLE_CLICK_MS) begin();
          pressedAt.current = event.timeStamp;
          drag.start(event);
        }}
        onPointerMove={drag.move}
        onKeyDown={(event) => changeByKey(event, props, change)}
        onChange={(event) => change(snap(event.target.valueAsNumber, props))}
        onDoubleClick={() => change(resetTo)}
      />
      <NumberText {...props} onBegin={begin} onChange={change} />
    </>
  );
}

/** Absolute where the pointer is; with Shift relative and ten times finer. */
function useDrag(scale: NumberControlProps, change: (value: number) => void) {
  const last = useRef({ x: 0, value: 0 });
  return {
    start(event: PointerEvent<HTMLInputElement>) {
      if (event.button !== 0 || scale.isDisabled) return;
      // The browser's own drag would jump with Shift and cannot be slowed down.
      event.preventDefault();
      event.currentTarget.focus();
      event.currentTarget.setPointerCapture(event.pointerId);
      last.current = { x: event.clientX, value: scale.value };
      if (!event.shiftKey) take(event);
    },
    move(event: PointerEvent<HTMLInputElement>) {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) take(event);
    },
  };

  function take(event: PointerEvent<HTMLInputElement>): void {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const span = scale.max - scale.min;
    const value = event.shiftKey
      ? last.current.value + (((event.clientX - last.current.x) / width) * span) / 10
      : scale.min + ((event.clientX - left) / width) * span;
    last.current = { x: event.clientX, value: clamp(value, scale) };
    change(snap(value, scale, event.shiftKey ? fineStep(scale) : scale.step));
  }
}

const KEYS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
};

function changeByKey(event: KeyboardEvent, props: NumberControlProps, change: (value: number) => void): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const ends: Record<string, number> = { Home: props.min, End: props.max };
  const steps = KEYS[event.key];
  const step = event.shiftKey ? fineStep(props) : props.step;
  const next = steps === undefined ? ends[event.key] : snap(props.value + steps * step, props, step);
  if (next === undefined) return;
  event.preventDefault();
  change(next);
}
