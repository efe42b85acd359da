/** A button for a command of the table: icon, name, tooltip and key all come from there. */
import type { ReactNode } from 'react';
import type { CommandId } from '../../model/commands';
import { runCommand } from '../state/commands';
import { commandOf, formatKey } from '../state/keys';
import { useWorkspace } from '../state/store';
import { COMMAND_ICONS } from './icons';
import { Tip } from './Tip';

interface CommandButtonProps {
  command: CommandId;
  isDisabled?: boolean;
  /** For switches: whether it is on. */
  isPressed?: boolean;
  /** Replaces the icon where the same command shows two states (play, pause). */
  icon?: ReactNode;
  /** Words beside the icon; without them the icon stands alone and the title is its spoken name. */
  label?: string;
  className?: string;
}

/** What is no use while the engine is away. */
const NEED_ENGINE: ReadonlySet<CommandId> = new Set([
  ...(['file.open', 'file.openReference', 'file.openSample', 'stills.save', 'render.open'] as const),
  ...(['measure.now', 'play.toggle'] as const),
]);

export function CommandButton({
  command,
  isDisabled: isDisabledHere,
  isPressed,
  icon,
  label,
  className,
}: CommandButtonProps) {
  const isAway = useWorkspace(
    ({ engine }) => engine.connection === 'away' || engine.connection === 'refused',
  );
  const isDisabled = isDisabledHere || (isAway && NEED_ENGINE.has(command));
  const { title, says, keys } = commandOf(command);
  const Icon = COMMAND_ICONS[command];
  const key = keys[0];
  return (
    <Tip
      says={says}
      isDisabled={isDisabled}
      shortcut={key === undefined ? undefined : formatKey(key, isMac())}
    >
      <button
        type="button"
        className={`button ${label === undefined ? 'icon' : ''} ${className ?? ''}`}
        aria-label={label ?? title.replace('…', '')}
        aria-pressed={isPressed}
        disabled={isDisabled}
        onClick={() => runCommand(command)}
      >
        {icon ?? (Icon ? <Icon /> : null)}
        {label}
      </button>
    </Tip>
  );
}

export function isMac(): boolean {
  return /Mac/.test(navigator.platform);
}
