/** The shot lane: every shot with how it begins. A press goes to its start; the menu jumps and exports. */
import { Ellipsis } from 'lucide-react';
import { type PointerEvent, useCallback, useRef, useState } from 'react';
import { Button, Keyboard, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import type { CommandId } from '../../model/commands';
import type { Span } from '../../model/time';
import { indexAt, timelineShots } from '../state/analyses';
import { runCommand } from '../state/commands';
import { commandOf, formatKey } from '../state/keys';
import { timelineClock } from '../state/pair';
import { dispatch, useWorkspace } from '../state/store';
import { isMac } from '../ui/CommandButton';
import { shotLines } from './cadenceWords';
import { drawShots } from './drawShots';
import { LaneCanvas, type LaneSurface } from './LaneCanvas';
import { type LaneHint, LaneTip } from './LaneTip';
import { frameAtShare } from './scale';

export function ShotLane({ shown }: { shown: Span }) {
  const shots = useWorkspace(timelineShots);
  const clock = useWorkspace(timelineClock);
  const [hint, setHint] = useState<LaneHint | null>(null);
  const pointed = useRef(-1);
  const { from, to } = shown;
  const draw = useCallback((lane: LaneSurface) => drawShots(lane, shots, { from, to }), [shots, from, to]);
  const placeUnder = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width)));
    const index = indexAt(shots, frameAtShare(share, shown));
    return { share, index, shot: shots[index] };
  };
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const { share, index, shot } = placeUnder(event);
    if (index === pointed.current && hint) return;
    pointed.current = index;
    setHint(
      shot ? { title: `Shot ${index + 1} of ${shots.length}`, lines: shotLines(shot, clock), share } : null,
    );
  };
  const jump = (event: PointerEvent<HTMLDivElement>) => {
    const { shot } = placeUnder(event);
    if (event.button !== 0 || !shot || event.target instanceof HTMLButtonElement) return;
    dispatch({ type: 'play/stopped' });
    dispatch({ type: 'playhead/moved', frame: shot.from });
  };
  return (
    <div className="lane shot-lane">
      <div
        className="lane-places"
        onPointerMove={point}
        onPointerLeave={() => setHint(null)}
        onPointerUp={jump}
      >
        <LaneCanvas draw={draw} />
      </div>
      <ShotMenu count={shots.length} />
      <LaneTip hint={hint} />
    </div>
  );
}

const COMMANDS_HERE: readonly CommandId[] = ['play.nextShot', 'play.previousShot', 'shots.export'];

function ShotMenu({ count }: { count: number }) {
  return (
    <MenuTrigger>
      <Button className="button icon shot-menu" aria-label={`Shots: ${count}`}>
        <Ellipsis aria-hidden />
      </Button>
      <Popover className="popover" placement="top end">
        <Menu className="menu" aria-label="Shots" onAction={(id) => runCommand(id as CommandId)}>
          {COMMANDS_HERE.map(commandOf).map(({ id, title, keys }) => (
            <MenuItem key={id} id={id} className="menu-item" textValue={title}>
              <Text slot="label">{title}</Text>
              <Keyboard>{keys[0] ? formatKey(keys[0], isMac()) : ''}</Keyboard>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
