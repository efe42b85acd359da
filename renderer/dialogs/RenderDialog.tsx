/** Rendering the variant to a movie: codec, all of it or the span, where to. It closes when the order is taken; progress and cancel are in the jobs. */
import { useState } from 'react';
import { CODECS, type Codec } from '../../model/contract';
import type { Problem } from '../../model/errors';
import { chooseTarget, startRender } from '../state/effects';
import { clipOf } from '../state/pair';
import { useWorkspace, workspace } from '../state/store';
import type { SideName } from '../state/workspace';
import { Check } from '../ui/Check';
import { Choice } from '../ui/Choice';
import { Segments } from '../ui/Segments';
import { planRateText, sizeText } from '../ui/words';
import { closeDialog, Frame } from './Frame';
import { PathField } from './PathField';
import { proposedMovie } from './proposals';
import { BITS, CODEC_NAMES, DEPTHS, type Depth, EXTENSIONS, mapBeside, withExtension } from './renderWords';
import { wholePath } from './stillsOrder';

interface RenderForm {
  side: SideName;
  codec: Codec;
  depth: Depth;
  isSpanOnly: boolean;
  out: string;
  isOverwriting: boolean;
  /** Writes the frame map beside the movie. */
  hasMap: boolean;
}

export function RenderDialog() {
  const span = useWorkspace(({ session }) => session.span);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [form, setForm] = useState<RenderForm>(() => startForm(span !== null));
  const change = (part: Partial<RenderForm>) => {
    setForm({ ...form, ...part });
    // It was of the form as it was ordered.
    setProblem(null);
  };
  const canOrder = form.out.trim() !== '';
  const order = (how: HowToRender = {}) => canOrder && void render(form, how).then(setProblem);
  const chooseCodec = (codec: Codec) =>
    change({ codec, depth: 'kept', out: withExtension(form.out, form.codec, codec) });
  return (
    <Frame
      title="Render movie"
      problem={problem}
      waysOut={
        problem && isInterrupted(problem) ? <InterruptedWays code={problem.code} onOrder={order} /> : null
      }
      actions={
        <button type="button" className="button main" disabled={!canOrder} onClick={() => order()}>
          Render
        </button>
      }
    >
      <fieldset className="field">
        <legend>Variant</legend>
        <WhichSide side={form.side} onChange={(side) => change({ side, out: outFor(side, form.codec) })} />
      </fieldset>
      <div className="field">
        <span>Codec</span>
        <Choice
          label="Codec"
          options={CODECS.map((codec) => ({ value: codec, label: CODEC_NAMES[codec] }))}
          value={form.codec}
          onChange={(codec) => chooseCodec(codec as Codec)}
        />
      </div>
      <fieldset className="field">
        <legend>Bits a sample</legend>
        <Segments
          label="Bits a sample"
          options={DEPTHS[form.codec]}
          value={form.depth}
          onChange={(depth) => change({ depth })}
        />
      </fieldset>
      <Check
        label={
          span
            ? `Only the span, frames ${span.from} to ${span.to - 1}`
            : 'Only the span (set in and out first)'
        }
        isOn={form.isSpanOnly && span !== null}
        isDisabled={span === null}
        onChange={(isSpanOnly) => change({ isSpanOnly })}
      />
      <PathField
        label="File"
        path={form.out}
        problem={problem}
        onChange={(out) => change({ out })}
        onEnter={() => order()}
        onChoose={() => void choose(form).then((out) => out && change({ out }))}
      />
      <Check
        label="Replace the file if it exists"
        isOn={form.isOverwriting}
        onChange={(isOverwriting) => change({ isOverwriting })}
      />
      <MapCheck side={form.side} isOn={form.hasMap} onChange={(hasMap) => change({ hasMap })} />
      <p className="quiet">
        Audio, subtitles and chapters are carried over. The source is never modified. A long render that is
        interrupted can be continued.
      </p>
    </Frame>
  );
}

/** Only recipes that follow the analysis have a map. */
function MapCheck({
  side,
  isOn,
  onChange,
}: {
  side: SideName;
  isOn: boolean;
  onChange(isOn: boolean): void;
}) {
  const isMapped = useWorkspace(({ engine }) => engine.plan[side]?.relation.kind === 'map');
  if (!isMapped) return null;
  return (
    <Check
      label="Write three tables beside it: the source fields of every picture, those left out, and those without a partner (CSV)"
      isOn={isOn}
      onChange={onChange}
    />
  );
}

/** Finished parts of an earlier render are there, and the user has to decide. */
function isInterrupted({ code }: Problem): boolean {
  return /^render-/.test(code);
}

/** Only what would succeed is offered: one of another order goes on by its own, one whose clip or ffmpeg is another not at all. */
const CONTINUING: { [code in Problem['code']]?: { label: string; how: HowToRender } } = {
  'render-interrupted': { label: 'Continue it', how: { isResuming: true } },
  'render-other': {
    label: 'Continue it with its own recipe',
    how: { isResuming: true, isAsOrdered: true },
  },
};

function InterruptedWays({ code, onOrder }: { code: Problem['code']; onOrder(how: HowToRender): void }) {
  const way = CONTINUING[code];
  return (
    <div className="group">
      {way ? (
        <button type="button" className="button framed" onClick={() => onOrder(way.how)}>
          {way.label}
        </button>
      ) : null}
      <button type="button" className="button framed" onClick={() => onOrder({ isOverwriting: true })}>
        Delete it and start again
      </button>
    </div>
  );
}

const SIDES = [
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B' },
] as const;

function WhichSide({ side, onChange }: { side: SideName; onChange(side: SideName): void }) {
  const title = useWorkspace(({ project }) => project[side]?.recipe?.title || 'Source, untouched');
  const plan = useWorkspace(({ engine }) => engine.plan[side]);
  const clip = useWorkspace((state) => clipOf(state, side));
  const rate = plan && planRateText(plan, clip);
  return (
    <div className="field-row">
      <Segments label="Variant" options={SIDES} value={side} onChange={onChange} />
      <span>
        {title}{' '}
        <span className="unit">
          {plan && rate ? `${sizeText(plan.size)}, ${rate.value} ${rate.unit}`.trim() : ''}
        </span>
      </span>
    </div>
  );
}

function startForm(hasSpan: boolean): RenderForm {
  const side = workspace.getState().session.editedSide;
  return {
    side,
    codec: 'ffv1',
    depth: 'kept',
    isSpanOnly: hasSpan,
    out: outFor(side, 'ffv1'),
    isOverwriting: false,
    hasMap: false,
  };
}

function outFor(side: SideName, codec: Codec): string {
  return proposedMovie(workspace.getState(), side, codec);
}

/** '' where the user cancelled, or where this shell leaves it to typing. */
function choose({ out, codec }: RenderForm): Promise<string | null> {
  const suggestedName = out.split(/[\\/]/).at(-1) ?? '';
  return chooseTarget({ title: 'Render to', suggestedName, extensions: [EXTENSIONS[codec]] });
}

interface HowToRender {
  isResuming?: boolean;
  isAsOrdered?: boolean;
  isOverwriting?: boolean;
}

/** Why the order was not taken; null where it was, and then there is no dialog any more. */
async function render(form: RenderForm, how: HowToRender): Promise<Problem | null> {
  const { side, codec, depth, isSpanOnly, isOverwriting } = form;
  const out = wholePath(form.out, outFor(side, codec));
  const { project, session, engine } = workspace.getState();
  const shown = project[side];
  if (!shown) return null;
  const span = isSpanOnly ? session.span : null;
  const { clipId, recipe } = shown;
  const bits = BITS[depth];
  const isMapped = form.hasMap && engine.plan[side]?.relation.kind === 'map';
  const map = isMapped ? { map: mapBeside(out) } : {};
  const order = { clipId, recipe, span, codec, bits, out, isOverwriting, ...map, ...how };
  const ordered = await startRender(order);
  if ('problem' in ordered) return ordered.problem;
  closeDialog();
  return null;
}
