/** Saving comparison stills: which layouts, which frames, where to. Files are full size whatever the viewer's zoom. */
import { useState } from 'react';
import { LAYOUTS, type Layout } from '../../model/compare';
import { type Ordered, startStills } from '../state/effects';
import { frameCount, timelineClock } from '../state/pair';
import { useWorkspace, workspace } from '../state/store';
import { Check } from '../ui/Check';
import { Segments } from '../ui/Segments';
import { Frame } from './Frame';
import { JobWatch } from './JobWatch';
import { FolderField } from './PathField';
import { proposedStillsFolder } from './proposals';
import { framesOf, LAYOUT_NAMES, type StillsForm, stillsOrder, wholePath } from './stillsOrder';

const FRAMES = [
  { value: 'current', label: 'This frame' },
  { value: 'list', label: 'List' },
  { value: 'span', label: 'Span' },
] as const;

export function StillsDialog() {
  const [ordered, setOrdered] = useState<Ordered | null>(null);
  const [form, setForm] = useState<StillsForm>(() => ({
    layouts: ['separate', 'side-by-side'],
    frames: 'current',
    list: '',
    folder: proposedStillsFolder(workspace.getState()),
    hasCaptions: false,
  }));
  const problem = ordered && 'problem' in ordered ? ordered.problem : null;
  const change = (part: Partial<StillsForm>) => {
    setForm({ ...form, ...part });
    // It was of the form as it was ordered.
    if (problem) setOrdered(null);
  };
  const frames = useFrames(form);
  const canSave = typeof frames !== 'string' && form.layouts.length > 0 && form.folder.trim() !== '';
  const save = () => {
    const state = workspace.getState();
    const folder = wholePath(form.folder, proposedStillsFolder(state));
    const order = typeof frames === 'string' ? null : stillsOrder(state, { ...form, folder }, frames);
    if (order && canSave) void startStills(order).then(setOrdered);
  };
  return (
    <Frame
      title="Save stills"
      problem={problem}
      actions={
        <button type="button" className="button main" disabled={!canSave} onClick={save}>
          Save{' '}
          {typeof frames === 'string' || frames.length === 1 ? 'stills' : `stills of ${frames.length} frames`}
        </button>
      }
    >
      <Layouts chosen={form.layouts} onChange={(layouts) => change({ layouts })} />
      <fieldset className="field">
        <legend>Frames</legend>
        <Segments
          label="Frames"
          options={FRAMES}
          value={form.frames}
          onChange={(which) => change({ frames: which })}
        />
        {form.frames === 'list' ? (
          <input
            type="text"
            className="text"
            aria-label="Frames or timecodes"
            placeholder="12, 480, 00:00:05:00"
            value={form.list}
            onChange={(event) => change({ list: event.target.value })}
          />
        ) : null}
        {typeof frames === 'string' ? <p className="remark warning">{frames}</p> : null}
      </fieldset>
      <Check
        label="Captions on the pictures"
        isOn={form.hasCaptions}
        onChange={(hasCaptions) => change({ hasCaptions })}
      />
      <FolderField
        label="Folder"
        folder={form.folder}
        problem={problem}
        onChange={(folder) => change({ folder })}
        onEnter={save}
      />
      <p className="quiet">Lossless PNG at full size, with a JSON sidecar. Nothing is overwritten.</p>
      {ordered && 'jobId' in ordered ? <JobWatch jobId={ordered.jobId} /> : null}
    </Frame>
  );
}

/** The frames meant, or what is wrong with them. */
function useFrames(form: StillsForm): number[] | string {
  const playhead = useWorkspace(({ session }) => session.playhead);
  const span = useWorkspace(({ session }) => session.span);
  const clock = useWorkspace(timelineClock);
  const count = useWorkspace(frameCount);
  return framesOf(form, { playhead, span, clock, count });
}

interface LayoutsProps {
  chosen: readonly Layout[];
  onChange(layouts: Layout[]): void;
}

function Layouts({ chosen, onChange }: LayoutsProps) {
  const toggle = (layout: Layout, isOn: boolean) =>
    onChange(LAYOUTS.filter((known) => (known === layout ? isOn : chosen.includes(known))));
  return (
    <fieldset className="field">
      <legend>Pictures</legend>
      {LAYOUTS.map((layout) => (
        <Check
          key={layout}
          label={LAYOUT_NAMES[layout]}
          isOn={chosen.includes(layout)}
          onChange={(isOn) => toggle(layout, isOn)}
        />
      ))}
    </fieldset>
  );
}
