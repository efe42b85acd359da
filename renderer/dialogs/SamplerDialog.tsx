/** The recipe sampler: some frames by some recipes as a grid of true pictures, with the time that each took. A press takes the recipe over. */
import { type ChangeEvent, useMemo, useRef, useState } from 'react';
import type { Problem } from '../../model/errors';
import { sideOfClip, timelineSections, timelineShots } from '../state/analyses';
import { readRecipeFile } from '../state/effects';
import { clipOf, frameCount } from '../state/pair';
import { dispatch, useWorkspace, workspace } from '../state/store';
import { Check } from '../ui/Check';
import { Choice } from '../ui/Choice';
import { ProblemText } from '../ui/ProblemText';
import { Segments } from '../ui/Segments';
import { AddedFrames } from './AddedFrames';
import { closeDialog, Frame } from './Frame';
import { SamplerGrid } from './SamplerGrid';
import {
  type Candidate,
  candidatesOf,
  type FrameChoice,
  MOST_SAMPLED_FRAMES,
  MOST_SAMPLED_RECIPES,
  sampledFrames,
  sampleRequests,
  withFrames,
} from './sampling';
import { useSamples } from './useSamples';

const FRAMES: readonly { value: FrameChoice; label: string }[] = [
  { value: 'current', label: 'This' },
  { value: 'marks', label: 'In and out' },
  { value: 'spread', label: 'Spread' },
];

export function SamplerDialog() {
  const clip = useWorkspace((state) => clipOf(state, 'a'));
  const hasSpan = useWorkspace(({ session }) => session.span !== null);
  const { candidates, chosen, toggle, add } = useCandidates();
  const { frames, choice, count, choose, setCount, added, addFrame, dropFrame } = useFrameChoice();
  const requests = useMemo(
    () => (clip && chosen.length > 0 ? sampleRequests(clip, chosen, frames) : null),
    [clip, chosen, frames],
  );
  const { tiles, measureAgain } = useSamples(requests);
  return (
    <Frame title="Recipe sampler" size="full">
      <div className="sampler">
        <div className="sampler-choices scrolls">
          <fieldset className="field">
            <legend>Frames</legend>
            <Segments label="Frames" options={FRAMES} value={choice} onChange={(next) => choose(next)} />
            {choice === 'marks' && !hasSpan ? (
              <p className="quiet">Set in and out in the timeline first; until then it is this frame.</p>
            ) : null}
            {choice === 'spread' ? (
              <Choice label="How many frames" options={COUNTS} value={String(count)} onChange={setCount} />
            ) : null}
            <AddedFrames added={added} onAdd={addFrame} onDrop={dropFrame} />
          </fieldset>
          <fieldset className="field">
            <legend>Recipes, {MOST_SAMPLED_RECIPES} at most</legend>
            {candidates.map((candidate) => (
              <Check
                key={candidate.key}
                label={candidate.title}
                isOn={chosen.includes(candidate)}
                isDisabled={!chosen.includes(candidate) && chosen.length >= MOST_SAMPLED_RECIPES}
                onChange={() => toggle(candidate)}
              />
            ))}
            <SavedRecipe onRecipe={add} />
          </fieldset>
        </div>
        <SamplerGrid
          {...{ frames, tiles }}
          candidates={chosen}
          onTake={takeOver}
          onMeasureAgain={measureAgain}
        />
      </div>
    </Frame>
  );
}

const COUNTS = Array.from({ length: MOST_SAMPLED_FRAMES - 1 }, (_none, at) => ({
  value: String(at + 2),
  label: `${at + 2} frames, over the shots`,
}));

/** Undoable like any change of a recipe; the grid has served. */
function takeOver({ recipe }: Candidate): void {
  const state = workspace.getState();
  const clip = clipOf(state, 'a');
  const side = clip && sideOfClip(state, clip.id);
  if (side) dispatch({ type: 'recipe/taken', side, recipe });
  closeDialog();
}

/** The list as it was when the dialog opened; recipe in use, proposal and source are there from the start. */
function useCandidates() {
  const [candidates, setCandidates] = useState(() => candidatesOf(workspace.getState()));
  const [chosen, setChosen] = useState(() => candidates.slice(0, 3));
  const inOrder = (wanted: readonly Candidate[], all: readonly Candidate[]) =>
    all.filter((candidate) => wanted.includes(candidate));
  return {
    candidates,
    chosen,
    toggle: (candidate: Candidate) =>
      setChosen((before) =>
        before.includes(candidate)
          ? before.filter((other) => other !== candidate)
          : inOrder([...before, candidate], candidates),
      ),
    add: (candidate: Candidate) => {
      setCandidates((before) => [...before, candidate]);
      setChosen((before) => (before.length < MOST_SAMPLED_RECIPES ? [...before, candidate] : before));
    },
  };
}

/** Held while the dialog is open: the grid does not change because something was played before. */
function useFrameChoice() {
  const [choice, choose] = useState<FrameChoice>('current');
  const [count, setCount] = useState(3);
  const [added, setAdded] = useState<readonly number[]>([]);
  const chosen = useMemo(() => {
    const state = workspace.getState();
    const { playhead, span } = state.session;
    return sampledFrames(choice, count, {
      playhead,
      span,
      shots: timelineShots(state),
      sections: timelineSections(state),
      frames: frameCount(state),
    });
  }, [choice, count]);
  const frames = useMemo(() => withFrames(chosen, added, frameCount(workspace.getState())), [chosen, added]);
  return {
    frames,
    choice,
    count,
    choose,
    setCount: (value: string) => setCount(Number(value)),
    added,
    addFrame: (frame: number) =>
      setAdded((before) => withFrames(before, [frame], frameCount(workspace.getState()))),
    dropFrame: (frame: number) => setAdded((before) => before.filter((other) => other !== frame)),
  };
}

/** Recipes that were saved as files stand beside the presets. */
function SavedRecipe({ onRecipe }: { onRecipe(candidate: Candidate): void }) {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const read = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (!file) return;
    void readRecipeFile(file).then((answer) => {
      setProblem('problem' in answer ? answer.problem : null);
      if ('problem' in answer) return;
      const recipe = answer.value;
      onRecipe({ key: `${file.name} ${Date.now()}`, title: recipe.title || file.name, recipe });
    });
  };
  return (
    <>
      <button type="button" className="button" onClick={() => input.current?.click()}>
        Add a saved recipe…
      </button>
      {problem ? <ProblemText problem={problem} /> : null}
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label="Saved recipe"
        hidden
        onChange={read}
      />
    </>
  );
}
