/** A menu of every step there is; what this build or this clip cannot do is shown with the reason, and cannot be chosen. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { STEPS } from '../../model/steps';
import { refusedSteps } from '../state/effects';
import type { SideName } from '../state/workspace';

const KINDS = STEPS.map(({ kind }) => kind);

interface AddStepProps {
  side: SideName;
  onAdd(kind: string): void;
}

export function AddStep({ side, onAdd }: AddStepProps) {
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const look = (isOpen: boolean) => {
    if (isOpen) void refusedSteps(side, KINDS).then(setRefused);
  };
  return (
    <MenuTrigger onOpenChange={look}>
      <Button className="button add-step">
        <Plus />
        Add a step
      </Button>
      <Popover className="popover" placement="bottom start">
        <Menu
          className="menu scrolls steps-menu"
          aria-label="Steps"
          disabledKeys={refused.keys()}
          onAction={(kind) => onAdd(String(kind))}
        >
          {STEPS.map(({ kind, title, says }) => (
            <MenuItem key={kind} id={kind} className="menu-item two-lines" textValue={title}>
              <Text slot="label">{title}</Text>
              <Text slot="description" className="quiet">
                {refused.get(kind) ?? says}
              </Text>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
