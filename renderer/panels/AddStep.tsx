/** A menu of every step there is; a new one is put where the order of repair wants it. */
import { Plus } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { STEPS } from '../../model/steps';

export function AddStep({ onAdd }: { onAdd(kind: string): void }) {
  return (
    <MenuTrigger>
      <Button className="button add-step">
        <Plus />
        Add a step
      </Button>
      <Popover className="popover" placement="bottom start">
        <Menu className="menu scrolls steps-menu" aria-label="Steps" onAction={(kind) => onAdd(String(kind))}>
          {STEPS.map(({ kind, title, says }) => (
            <MenuItem key={kind} id={kind} className="menu-item two-lines" textValue={title}>
              <Text slot="label">{title}</Text>
              <Text slot="description" className="quiet">
                {says}
              </Text>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
