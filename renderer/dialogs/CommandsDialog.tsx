/** The ffmpeg commands that were run, newest first: what for, how long, how they ended. */
import { useEffect } from 'react';
import type { RanCommand } from '../../model/job';
import { refreshCommands } from '../state/effects';
import { useWorkspace } from '../state/store';
import { CopyButton } from '../ui/CopyButton';
import { Frame } from './Frame';

export function CommandsDialog() {
  const commands = useWorkspace(({ engine }) => engine.commands);
  useEffect(refreshCommands, []);
  return (
    <Frame title="Recent ffmpeg commands" size="wide">
      {commands.length === 0 ? <p className="quiet">None yet.</p> : null}
      <ol className="commands">
        {[...commands].reverse().map((command) => (
          <CommandRow key={command.id} command={command} />
        ))}
      </ol>
    </Frame>
  );
}

function CommandRow({ command }: { command: RanCommand }) {
  const { line, purpose, tail } = command;
  return (
    <li>
      <div className="command-head">
        <h3>{purpose}</h3>
        <span className="unit">{sayEnd(command)}</span>
        <CopyButton text={line} what="command" />
      </div>
      {isFed(command) ? (
        <p className="quiet">Fed with pictures by the workbench: it cannot be run by itself.</p>
      ) : null}
      <pre>{line}</pre>
      {tail && command.exitCode !== 0 ? <pre className="command-tail">{tail}</pre> : null}
    </li>
  );
}

/** What reads its standard input waits there for pictures that only the workbench has. */
function isFed({ line }: RanCommand): boolean {
  return / -i (pipe:0|-)( |$)/.test(line);
}

function sayEnd({ millis, exitCode }: RanCommand): string {
  if (millis === null) return 'running';
  const time = millis < 1000 ? `${millis} ms` : `${(millis / 1000).toFixed(1)} s`;
  if (exitCode === null) return `ended by us after ${time}`;
  return exitCode === 0 ? time : `exit code ${exitCode} after ${time}`;
}
