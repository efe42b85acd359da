/** A button that is an icon alone: its name is for screen readers, what it does is its tooltip. */
import type { ReactNode } from 'react';
import { Tip } from './Tip';

interface IconButtonProps {
  /** Spoken; names what it is done to. */
  name: string;
  /** One short sentence. */
  says: string;
  /** For switches: whether it is on. */
  isPressed?: boolean;
  isDisabled?: boolean;
  onPress(): void;
  children: ReactNode;
}

export function IconButton({ name, says, isPressed, isDisabled, onPress, children }: IconButtonProps) {
  return (
    <Tip says={says} isDisabled={isDisabled}>
      <button
        type="button"
        className="button icon"
        aria-label={name}
        aria-pressed={isPressed}
        disabled={isDisabled}
        onClick={onPress}
      >
        {children}
      </button>
    </Tip>
  );
}
