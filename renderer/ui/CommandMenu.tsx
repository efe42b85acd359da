/** A menu drawn from the table of commands, with the keys at the right. */
import { Header, Keyboard, Menu, MenuItem, MenuSection, Text } from 'react-aria-components';
import { COMMANDS, type Command, type CommandId, type MenuPlace } from '../../model/commands';
import { runCommand } from '../state/commands';
import { formatKey } from '../state/keys';
import { isMac } from './CommandButton';

interface CommandMenuProps {
  label: string;
  places: readonly MenuPlace[];
  /** Commands that would do nothing now. */
  disabled?: readonly CommandId[];
}

export function CommandMenu({ label, places, disabled = [] }: CommandMenuProps) {
  return (
    <Menu
      className="menu scrolls"
      aria-label={label}
      disabledKeys={disabled}
      onAction={(id) => runCommand(id as CommandId)}
    >
      {places.map((place) => (
        <MenuSection key={place} className="menu-section">
          <Header className="menu-header">{place}</Header>
          {commandsOf(place).map(({ id, title, keys }) => (
            <MenuItem key={id} id={id} className="menu-item" textValue={title}>
              <Text slot="label">{title}</Text>
              <Keyboard>{keys[0] ? formatKey(keys[0], isMac()) : ''}</Keyboard>
            </MenuItem>
          ))}
        </MenuSection>
      ))}
    </Menu>
  );
}

function commandsOf(place: MenuPlace): readonly Command[] {
  return COMMANDS.filter((command) => command.menu === place);
}
