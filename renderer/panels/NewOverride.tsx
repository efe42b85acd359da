/** A menu of spans that an override can be made for: section or shot at the playhead, in to out. What cannot be is shown with the reason. */
import { Plus } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import type { Recipe } from '../../model/recipe';
import type { Span } from '../../model/time';
import { MOST_OVERRIDES, overridesOf, withNewOverride } from '../state/overrideEdits';
import { PROPOSALS, type Proposal, proposeSpan } from '../state/overrideSpans';
import { workspace } from '../state/store';
import type { SideName } from '../state/workspace';
import { editOverride } from './overrideActs';
import { spanText } from './overrideWords';

interface NewOverrideProps {
  recipe: Recipe;
  side: SideName;
  onChange(recipe: Recipe): void;
}

const TITLES: Readonly<Record<Proposal, string>> = {
  section: 'For this section',
  shot: 'For this shot',
  span: 'For the in/out span',
};

export function NewOverride({ recipe, side, onChange }: NewOverrideProps) {
  const make = (proposal: Proposal) => {
    const span = proposeFor(recipe, side, proposal);
    if (typeof span === 'string') return;
    const overrides = overridesOf(recipe);
    const known = overrides.findIndex(({ from, to }) => from === span.from && to === span.to);
    if (known < 0) onChange(withNewOverride(recipe, span));
    editOverride(side, known < 0 ? overrides.length : known);
  };
  return (
    <MenuTrigger>
      <Button className="button override-new">
        <Plus aria-hidden />
        Override
      </Button>
      <Popover className="popover" placement="bottom end">
        <Proposals recipe={recipe} side={side} onChoose={make} />
      </Popover>
    </MenuTrigger>
  );
}

interface ProposalsProps {
  recipe: Recipe;
  side: SideName;
  onChoose(proposal: Proposal): void;
}

/** Looked up when the menu opens: the playhead cannot move meanwhile. */
function Proposals({ recipe, side, onChoose }: ProposalsProps) {
  const proposed = PROPOSALS.map((id) => ({ id, span: proposeFor(recipe, side, id) }));
  const disabled = proposed.filter(({ span }) => typeof span === 'string').map(({ id }) => id);
  return (
    <Menu
      className="menu"
      aria-label="New override"
      disabledKeys={disabled}
      onAction={(id) => onChoose(id as Proposal)}
    >
      {proposed.map(({ id, span }) => (
        <MenuItem key={id} id={id} className="menu-item two-lines" textValue={TITLES[id]}>
          <Text slot="label">{TITLES[id]}</Text>
          <Text slot="description" className="quiet">
            {typeof span === 'string' ? span : spanText(span)}
          </Text>
        </MenuItem>
      ))}
    </Menu>
  );
}

function proposeFor(recipe: Recipe, side: SideName, proposal: Proposal): Span | string {
  if (overridesOf(recipe).length >= MOST_OVERRIDES)
    return `A recipe holds ${MOST_OVERRIDES} overrides at most.`;
  return proposeSpan(workspace.getState(), side, proposal);
}
