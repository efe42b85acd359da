/**
 * A menu of every step there is, for the whole clip or for the frames of an override. What the recipe has is gone to: twice the same would not be
 * told apart, here or by an override. What cannot be is shown with the reason, and cannot be chosen.
 */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { heldByClip } from '../../model/overrides';
import type { Recipe } from '../../model/recipe';
import { STEPS } from '../../model/steps';
import { refusedSteps } from '../state/effects';
import { useWorkspace } from '../state/store';
import type { SideName } from '../state/workspace';

const KINDS = STEPS.map(({ kind }) => kind);

interface AddStepProps {
  side: SideName;
  /** Place of the override that is edited; null: the whole clip. */
  override: number | null;
  /** The recipe with the step, as it would be. */
  add(recipe: Recipe, kind: string): Recipe;
  onAdd(kind: string): void;
  /** To the step of this kind that is there. */
  onGoTo(kind: string): void;
}

export function AddStep({ side, override, add, onAdd, onGoTo }: AddStepProps) {
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const recipe = useWorkspace(({ project }) => project[side]?.recipe ?? null);
  const held = override === null ? new Map<string, string>() : heldInSpan();
  const has = (kind: string) => recipe?.steps.some((step) => step.kind === kind) ?? false;
  const look = (isOpen: boolean) => {
    const open = KINDS.filter((kind) => !held.has(kind) && !has(kind));
    if (isOpen) void refusedSteps(side, open, add).then(setRefused);
  };
  const why = new Map([...refused, ...held].filter(([kind]) => !has(kind)));
  return (
    <MenuTrigger onOpenChange={look}>
      <Button className="button add-step">
        <Plus />
        {override === null ? 'Add a step' : 'Add a step for these frames'}
      </Button>
      <Popover className="popover" placement="bottom start">
        <Menu
          className="menu scrolls steps-menu"
          aria-label="Steps"
          disabledKeys={why.keys()}
          onAction={(kind) => (has(String(kind)) ? onGoTo : onAdd)(String(kind))}
        >
          {STEPS.map(({ kind, title, says }) => (
            <MenuItem key={kind} id={kind} className="menu-item two-lines" textValue={title}>
              <Text slot="label">{title}</Text>
              <Text slot="description" className="quiet">
                {has(kind) ? 'In the recipe already: go to it.' : (why.get(kind) ?? says)}
              </Text>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** What cannot be added for a span alone. */
function heldInSpan(): Map<string, string> {
  const entries = KINDS.map((kind) => [kind, heldByClip(kind, 'isOn')]);
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
