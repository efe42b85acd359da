/** The bar on top: open, which project this is, how the pair is shown, what can be made of it, and the panels. */
import { ChevronDown, Ellipsis } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { openPath } from '../state/effects';
import { useWorkspace } from '../state/store';
import { CommandButton } from '../ui/CommandButton';
import { CommandMenu } from '../ui/CommandMenu';
import { ViewControls } from './ViewControls';

export function TopBar() {
  const hasClip = useWorkspace(({ project }) => project.a !== null);
  return (
    <header className="top-bar">
      <div className="group">
        <CommandButton command="file.open" label="Open" />
        <RecentFiles />
        <UndoButtons />
        <ProjectName />
      </div>
      <ViewControls />
      <div className="group end">
        <CommandButton command="stills.save" label="Stills" isDisabled={!hasClip} />
        <CommandButton command="render.open" label="Render" isDisabled={!hasClip} />
        <PanelButtons />
        <MoreMenu />
      </div>
    </header>
  );
}

function UndoButtons() {
  const canUndo = useWorkspace(({ undo }) => undo.past.length > 0);
  const canRedo = useWorkspace(({ undo }) => undo.future.length > 0);
  return (
    <>
      <CommandButton command="edit.undo" isDisabled={!canUndo} />
      <CommandButton command="edit.redo" isDisabled={!canRedo} />
    </>
  );
}

function ProjectName() {
  const name = useWorkspace(({ project, engine }) =>
    project.a ? engine.clips[project.a.clipId]?.name : undefined,
  );
  return (
    <h1 className="project-name" title={name}>
      {name ?? 'Remaster'}
    </h1>
  );
}

function RecentFiles() {
  const recents = useWorkspace(({ engine }) => engine.recents);
  return (
    <MenuTrigger>
      <Button className="button icon narrow" aria-label="Recent files" isDisabled={recents.length === 0}>
        <ChevronDown />
      </Button>
      <Popover className="popover" placement="bottom start">
        <Menu
          className="menu scrolls"
          aria-label="Recent files"
          onAction={(path) => void openPath(String(path))}
        >
          {recents.map(({ path, name, exists }) => (
            <MenuItem
              key={path}
              id={path}
              className="menu-item two-lines"
              textValue={name}
              isDisabled={!exists}
            >
              <Text slot="label">{name}</Text>
              <Text slot="description" className="path">
                {exists ? path : `no longer there: ${path}`}
              </Text>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function PanelButtons() {
  const panels = useWorkspace(({ session }) => session.panels);
  return (
    <fieldset className="group" aria-label="Panels">
      <CommandButton command="view.leftPanel" isPressed={panels.left} className="quiet-press" />
      <CommandButton command="view.timeline" isPressed={panels.timeline} className="quiet-press" />
      <CommandButton command="view.rightPanel" isPressed={panels.right} className="quiet-press" />
    </fieldset>
  );
}

function MoreMenu() {
  return (
    <MenuTrigger>
      <Button className="button icon" aria-label="More">
        <Ellipsis />
      </Button>
      <Popover className="popover" placement="bottom end">
        <CommandMenu label="More" places={['File', 'Edit', 'View', 'Play', 'Measure', 'Help']} />
      </Popover>
    </MenuTrigger>
  );
}
