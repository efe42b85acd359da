/**
 * Overriding a section by hand: class, pulldown, phase, field order, limits. Every change is in the recipe at once, so the picture shows what it
 * does; all changes of one stay are one step of undo.
 */
import { Minus, Plus } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { Dialog, Heading, Popover } from 'react-aria-components';
import {
  CADENCES,
  type Cadence,
  PULLDOWNS,
  type Pulldown,
  type Section,
  type SectionChoice,
} from '../../model/analysis';
import { FIELD_ORDERS, type FieldOrder } from '../../model/clip';
import {
  indexAt,
  sectionChoicesOf,
  timelineAnalysis,
  withoutChoice,
  withSectionChoice,
} from '../state/analyses';
import { runCommand } from '../state/commands';
import { commandFor } from '../state/keys';
import { frameCount, timelineClock } from '../state/pair';
import { dispatch, useWorkspace, workspace } from '../state/store';
import { Choice } from '../ui/Choice';
import {
  CADENCE_LETTERS,
  CADENCE_NAMES,
  leadText,
  ORDER_NAMES,
  PULLDOWN_NAMES,
  sectionLines,
  sectionName,
} from './cadenceWords';
import { FrameField } from './FrameField';
import { matchLetter } from './letters';
import {
  changeForm,
  formOf,
  hasFields,
  hasPulldown,
  isFitting,
  limitNote,
  phaseCount,
  type SectionForm,
} from './sectionForm';

interface SectionEditorProps {
  section: Section;
  anchor: RefObject<HTMLDivElement | null>;
}

const close = () => dispatch({ type: 'section/closed' });

export function SectionEditor({ section, anchor }: SectionEditorProps) {
  const { form, set, note, isChosen, change, reset } = useSectionForm(section);
  return (
    <Popover
      className="popover"
      triggerRef={anchor}
      placement="top"
      isOpen
      onOpenChange={(isOpen) => !isOpen && close()}
    >
      <Dialog className="section-editor">
        <Heading slot="title">Override this section</Heading>
        <Measured frame={section.from} />
        <h3>
          Set for frames {set.from} to {set.to - 1}
        </h3>
        <ClassFields form={form} onChange={change} />
        {phaseCount(form.pulldown) > 0 ? <PhaseField form={form} onChange={change} /> : null}
        <LimitFields form={form} note={note} onChange={change} />
        <FollowNote />
        <footer className="section-foot">
          <button type="button" className="button framed" disabled={!isChosen} onClick={reset}>
            As measured
          </button>
          <button type="button" className="button main" onClick={close}>
            Done
          </button>
        </footer>
      </Dialog>
    </Popover>
  );
}

/** What the analysis found where the editor was opened; it stays, whatever is set meanwhile. */
function Measured({ frame }: { frame: number }) {
  const [place] = useState(frame);
  const clock = useWorkspace(timelineClock);
  const section = useWorkspace((state) => {
    const sections = timelineAnalysis(state)?.sections ?? [];
    return sections[indexAt(sections, place)] ?? null;
  });
  if (!section) return null;
  return (
    <div className="quiet" title={leadText(section) || undefined}>
      <p>Measured: {sectionName(section)}</p>
      {sectionLines(section, clock).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

let gestures = 0;

/** What came of the changes of a stay. */
interface Changed {
  /** As it was typed. */
  form: SectionForm;
  /** The last of which the limits fitted: it is in the recipe, unless none has fitted yet. */
  set: SectionForm;
  isTaken: boolean;
  note: string | null;
  /** What stood chosen then: limits that cross stay typed for as long as it stands. */
  choices: readonly SectionChoice[];
}

/**
 * The form starts as the section is, and is that again once the stay is undone; what stood chosen elsewhere when it was opened stays.
 */
function useSectionForm(section: Section) {
  const [initial] = useState<SectionForm>(() => formOf(section));
  const [changed, setChanged] = useState<Changed | null>(null);
  const start = useRef<ReturnType<typeof beginOverride> | null>(null);
  start.current ??= beginOverride();
  const { clipId, choices, gesture } = start.current;
  const chosen = useWorkspace(({ project }) => sectionChoicesOf(project, clipId));
  const isUntouched = chosen === choices;
  const isTaken = changed?.isTaken ?? false;
  const isShown = changed !== null && (changed.choices === chosen || !isUntouched);
  const { form, set, note } = isShown ? changed : { form: initial, set: initial, note: null };
  useUndoKeys({ canUndo: !isUntouched && isTaken, canRedo: isUntouched && isTaken });
  const change = (part: Partial<SectionForm>) => {
    const whole = { from: 0, to: frameCount(workspace.getState()) };
    const next = changeForm(form, part, whole);
    const fits = isFitting(next);
    if (fits) {
      const sections = withSectionChoice(choices, next);
      dispatch({ type: 'sections/chosen', clipId, sections, gesture });
    }
    setChanged({
      ...{ form: next, set: fits ? next : set, isTaken: fits || (isTaken && !isUntouched) },
      note: limitNote(part, next, whole, 'section'),
      choices: sectionChoicesOf(workspace.getState().project, clipId),
    });
  };
  const isChosen = chosen.some(({ from, to }) => from < set.to && to > set.from);
  const reset = () => {
    const sections = withoutChoice(sectionChoicesOf(workspace.getState().project, clipId), set);
    dispatch({ type: 'sections/chosen', clipId, sections, gesture: null });
    close();
  };
  return { form, set, note, isChosen, change, reset };
}

/** The window leaves the keys of a dialog alone: here they undo this stay, and nothing before it. */
function useUndoKeys({ canUndo, canRedo }: { canUndo: boolean; canRedo: boolean }): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const command = commandFor(event);
      if (command !== 'edit.undo' && command !== 'edit.redo') return;
      // Else a field would bring back what was typed before, and ask for an Escape of its own.
      event.preventDefault();
      if (command === 'edit.undo' ? canUndo : canRedo) runCommand(command);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [canUndo, canRedo]);
}

function beginOverride() {
  gestures += 1;
  const { project } = workspace.getState();
  const clipId = project.a?.clipId ?? '';
  return { clipId, choices: sectionChoicesOf(project, clipId), gesture: `section ${gestures}` };
}

interface FieldsProps {
  form: SectionForm;
  onChange(part: Partial<SectionForm>): void;
}

const CADENCE_OPTIONS = CADENCES.map((value) => ({
  value,
  label: `${CADENCE_LETTERS[value]}  ${CADENCE_NAMES[value]}`,
}));
const PULLDOWN_OPTIONS = PULLDOWNS.map((value) => ({ value, label: PULLDOWN_NAMES[value] }));
/** Film under titles may be whole frames. */
const HYBRID_OPTIONS = [{ value: '', label: 'none' }, ...PULLDOWN_OPTIONS];
const ORDER_OPTIONS = [
  { value: '', label: 'not shown' },
  ...FIELD_ORDERS.map((value) => ({ value, label: ORDER_NAMES[value] })),
];

function ClassFields({ form, onChange }: FieldsProps) {
  return (
    <>
      <div className="section-row">
        <span>What it is</span>
        <Choice
          label="What it is"
          options={CADENCE_OPTIONS}
          value={form.cadence}
          onChange={(cadence) => onChange({ cadence: cadence as Cadence })}
        />
      </div>
      {hasPulldown(form.cadence) ? (
        <div className="section-row">
          <span>Pulldown</span>
          <Choice
            label="Pulldown"
            options={form.cadence === 'hybrid' ? HYBRID_OPTIONS : PULLDOWN_OPTIONS}
            value={form.pulldown ?? ''}
            onChange={(pulldown) => onChange({ pulldown: pulldown === '' ? null : (pulldown as Pulldown) })}
          />
        </div>
      ) : null}
      {hasFields(form.cadence) ? (
        <div className="section-row">
          <span>Shown first</span>
          <Choice
            label="Field shown first"
            options={ORDER_OPTIONS}
            value={form.fieldOrder ?? ''}
            onChange={(order) => onChange({ fieldOrder: order === '' ? null : (order as FieldOrder) })}
          />
        </div>
      ) : null}
    </>
  );
}

/** Two cycles of 3:2. */
const LETTERS_SHOWN = 10;

function PhaseField({ form, onChange }: FieldsProps) {
  const phase = form.phase ?? 0;
  const count = phaseCount(form.pulldown);
  const letters = Array.from({ length: Math.min(LETTERS_SHOWN, form.to - form.from) }, (_none, at) =>
    matchLetter(form, form.from + at),
  ).join(' ');
  return (
    <fieldset className="section-row" aria-label="Phase">
      <span>Phase</span>
      <div className="group">
        <button
          type="button"
          className="button icon framed"
          aria-label="Phase one less"
          onClick={() => onChange({ phase: phase - 1 })}
        >
          <Minus />
        </button>
        <output className="section-phase" aria-label="Phase">
          {phase} <span className="unit">of 0 to {count - 1}</span>
        </output>
        <button
          type="button"
          className="button icon framed"
          aria-label="Phase one more"
          onClick={() => onChange({ phase: phase + 1 })}
        >
          <Plus />
        </button>
      </div>
      <span />
      <p className="quiet section-letters">
        from frame {form.from}: <code>{letters}</code>
      </p>
    </fieldset>
  );
}

/** Without a step that follows the sections nothing would be seen of all this. */
function FollowNote() {
  const isFollowed = useWorkspace(({ project: { a, b } }) =>
    [a, b].some((side) => side?.recipe?.steps.some(({ kind, isOn }) => kind === 'cadence' && isOn)),
  );
  if (isFollowed) return null;
  return <p className="quiet">No recipe in use follows sections: add the step True frames to see it.</p>;
}

function LimitFields({ form, note, onChange }: FieldsProps & { note: string | null }) {
  const span = useWorkspace(({ session }) => session.span);
  return (
    <div className="section-row">
      <span>Frames</span>
      <div className="group">
        <FrameField label="First frame" frame={form.from} onChange={(from) => onChange({ from })} />
        <span className="unit">to</span>
        <FrameField label="Last frame" frame={form.to - 1} onChange={(last) => onChange({ to: last + 1 })} />
        <button
          type="button"
          className="button framed"
          disabled={!span}
          title={span ? `Frames ${span.from} to ${span.to - 1}` : 'Set in and out first'}
          onClick={() => span && onChange(span)}
        >
          In/out
        </button>
      </div>
      <span />
      <p role="status" className="section-note">
        {note}
      </p>
    </div>
  );
}
