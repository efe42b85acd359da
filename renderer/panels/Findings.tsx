/** The beliefs about a clip: label, value (or a choice against it), where it comes from; label and source give the reason on hover and press. */
import { useId, useState } from 'react';
import type { Clip } from '../../model/clip';
import type { Choices } from '../../model/recipe';
import { dispatch, useWorkspace } from '../state/store';
import { Choice } from '../ui/Choice';
import { Tip } from '../ui/Tip';
import { type Belief, beliefsOf, withChoice } from './beliefs';

const NO_CHOICES: Choices = {};

export function Findings({ clip }: { clip: Clip }) {
  const choices = useWorkspace(
    ({ project: { a, b } }) =>
      [b, a].find((side) => side?.clipId === clip.id && side.recipe)?.recipe?.interpret ?? NO_CHOICES,
  );
  const choose = (name: keyof Choices, value: string) =>
    dispatch({
      type: 'interpretation/chosen',
      clipId: clip.id,
      choices: withChoice(choices, name, value),
    });
  return (
    <ul className="findings" aria-label="Findings">
      {beliefsOf(clip, choices).map((belief) => (
        <BeliefRow key={belief.label} belief={belief} onChoose={choose} />
      ))}
    </ul>
  );
}

interface BeliefRowProps {
  belief: Belief;
  onChoose?(name: keyof Choices, value: string): void;
}

export function BeliefRow({ belief, onChoose }: BeliefRowProps) {
  const { label, value, source, because, choice } = belief;
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const reason = {
    type: 'button',
    'aria-expanded': isOpen,
    'aria-controls': id,
    onClick: () => setOpen(!isOpen),
  } as const;
  return (
    <li className={isOpen ? 'finding open' : 'finding'}>
      <Tip says={because}>
        <button {...reason} className="finding-label">
          {label}
        </button>
      </Tip>
      {choice ? (
        <Choice
          label={label}
          options={choice.options}
          value={choice.chosen}
          face={value}
          onChange={(next) => onChoose?.(choice.name, next)}
        />
      ) : (
        <span className="finding-value selectable">{value}</span>
      )}
      <Tip says={because}>
        {/* The label does the same for the keyboard: one stop for each belief is enough. */}
        <button {...reason} className={`tag ${source}`} aria-label={`${label}: ${source}`} tabIndex={-1}>
          {source}
        </button>
      </Tip>
      <p id={id} className="because selectable" hidden={!isOpen}>
        {because}
      </p>
    </li>
  );
}
