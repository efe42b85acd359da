/** A short sentence beside a control while it is pointed at or focused. The control brings its own name; this only adds. */
import type { ReactElement } from 'react';
import { Focusable, Tooltip, TooltipTrigger } from 'react-aria-components';

interface TipProps {
  says: string;
  /** The key that does the same, as people read it. */
  shortcut?: string;
  /** A control that cannot be focused now: the browser's own tooltip has to do. */
  isDisabled?: boolean;
  children: ReactElement<Record<string, unknown>, string>;
}

export function Tip({ says, shortcut, isDisabled, children }: TipProps) {
  if (isDisabled) return <span title={says}>{children}</span>;
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <Focusable>{children}</Focusable>
      <Tooltip className="tip" offset={6}>
        {says}
        {shortcut ? <kbd>{shortcut}</kbd> : null}
      </Tooltip>
    </TooltipTrigger>
  );
}
