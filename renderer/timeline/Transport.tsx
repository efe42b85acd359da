/** Play, step, speed, in and out; where we are in words and the clip's length. */
import { Pause, Play } from 'lucide-react';
import { formatTimecode } from '../../model/time';
import { runCommand } from '../state/commands';
import { frameCount, timelineClock } from '../state/pair';
import { SPEEDS } from '../state/reduceSession';
import { dispatch, useWorkspace } from '../state/store';
import { Choice } from '../ui/Choice';
import { CommandButton } from '../ui/CommandButton';
import { Tip } from '../ui/Tip';

const SPEED_OPTIONS = SPEEDS.map((speed) => ({ value: String(speed), label: `${speed}×` }));

export function Transport() {
  const isEmpty = useWorkspace((state) => frameCount(state) === 0);
  return (
    <div className="transport" role="toolbar" aria-label="Play">
      <Place isEmpty={isEmpty} />
      <div className="group centre">
        <CommandButton command="play.first" isDisabled={isEmpty} />
        <CommandButton command="play.previous" isDisabled={isEmpty} />
        <PlayButton isEmpty={isEmpty} />
        <CommandButton command="play.next" isDisabled={isEmpty} />
        <CommandButton command="play.last" isDisabled={isEmpty} />
      </div>
      <div className="group end">
        <SpanControls isEmpty={isEmpty} />
        <Speed isEmpty={isEmpty} />
      </div>
    </div>
  );
}

interface EmptyProps {
  isEmpty: boolean;
}

/** Timecode and frame; pressing it asks where to go. */
function Place({ isEmpty }: EmptyProps) {
  const playhead = useWorkspace(({ session }) => session.playhead);
  const clock = useWorkspace(timelineClock);
  const frames = useWorkspace(frameCount);
  return (
    <Tip says="Go to a frame or timecode" shortcut="G" isDisabled={isEmpty}>
      <button
        type="button"
        className="button place"
        disabled={isEmpty}
        onClick={() => runCommand('play.goTo')}
      >
        <span className="unseen">Go to, now at</span>
        <span className="timecode">{formatTimecode(playhead, clock)}</span>
        <span className="unit">
          {playhead} / {Math.max(0, frames - 1)}
        </span>
      </button>
    </Tip>
  );
}

function PlayButton({ isEmpty }: EmptyProps) {
  const isPlaying = useWorkspace(({ session }) => session.isPlaying);
  return (
    <CommandButton
      command="play.toggle"
      isDisabled={isEmpty}
      icon={isPlaying ? <Pause /> : <Play />}
      className="big"
    />
  );
}

function SpanControls({ isEmpty }: EmptyProps) {
  const span = useWorkspace(({ session }) => session.span);
  return (
    <>
      <CommandButton command="play.markIn" label="In" isDisabled={isEmpty} />
      <CommandButton command="play.markOut" label="Out" isDisabled={isEmpty} />
      <CommandButton command="play.clearSpan" isDisabled={!span} />
      {span ? (
        <span className="span-length">
          {span.to - span.from} <span className="unit">frames</span>
        </span>
      ) : null}
    </>
  );
}

function Speed({ isEmpty }: EmptyProps) {
  const speed = useWorkspace(({ session }) => session.speed);
  return (
    <Choice
      label="Speed"
      options={SPEED_OPTIONS}
      value={String(speed)}
      isDisabled={isEmpty}
      onChange={(value) => dispatch({ type: 'speed/changed', speed: Number(value) })}
    />
  );
}
