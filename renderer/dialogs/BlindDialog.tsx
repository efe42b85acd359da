/** Blind A/B/X: which of two recipes is X? Names stay hidden until the test is finished; the tally says what the answers are worth. */
import { useMemo, useState } from 'react';
import type { Size } from '../../model/clip';
import type { Problem } from '../../model/errors';
import { timelineSections, timelineShots } from '../state/analyses';
import { commonSize } from '../state/effects';
import { clipOf, frameCount } from '../state/pair';
import { useWorkspace, workspace } from '../state/store';
import { Choice } from '../ui/Choice';
import { ProblemText } from '../ui/ProblemText';
import { Segments } from '../ui/Segments';
import { countText } from '../ui/words';
import { BlindStage } from './BlindStage';
import { type BlindTest, type Letter, sayP, sayTally, startTest, tallyOf, withAnswer } from './blind';
import { closeDialog, Frame } from './Frame';
import { type Candidate, candidatesOf, sampledFrames, sampleKey, sampleRequests } from './sampling';
import { useSamples } from './useSamples';

/** What is compared, once it was started. */
interface Setup {
  pair: readonly [Candidate, Candidate];
  frames: readonly number[];
  size: Size;
}

export function BlindDialog() {
  const [setup, setSetup] = useState<Setup | null>(null);
  const [test, setTest] = useState<BlindTest | null>(null);
  const [end, setEnd] = useState<'finished' | 'stopped' | null>(null);
  const begin = (next: Setup) => {
    setSetup(next);
    setTest(startTest(next.frames, chance));
  };
  const reset = () => {
    setSetup(null);
    setTest(null);
    setEnd(null);
  };
  // Answers that took a quarter of an hour are not lost by one key: the first Escape ends the test, the next closes it.
  const close = () => {
    if (test && end === null && tallyOf(test).answered > 0) setEnd('stopped');
    else closeDialog();
  };
  return (
    <Frame title="Blind test: is X A or B?" size="full" onClose={close}>
      {setup === null || test === null ? <BlindSetup onBegin={begin} /> : null}
      {setup && test && end === null ? (
        <Running
          setup={setup}
          test={test}
          onAnswer={(answer) => setTest(withAnswer(test, answer, chance))}
          onFinish={() => setEnd('finished')}
          onReset={reset}
        />
      ) : null}
      {setup && test && end ? (
        <Result setup={setup} test={test} isStopped={end === 'stopped'} onReset={reset} />
      ) : null}
    </Frame>
  );
}

/** Chance that nobody can foresee. */
function chance(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}

const FRAMES = [
  { value: 'current', label: 'This frame' },
  { value: 'spread', label: 'Four, over the shots' },
] as const;

function BlindSetup({ onBegin }: { onBegin(setup: Setup): void }) {
  const candidates = useMemo(() => candidatesOf(workspace.getState()), []);
  const [first, setFirst] = useState(candidates[0]?.key ?? '');
  const [second, setSecond] = useState(() => defaultSecond(candidates));
  const [choice, setChoice] = useState<'current' | 'spread'>('current');
  const [problem, setProblem] = useState<Problem | null>(null);
  const options = candidates.map(({ key, title }) => ({ value: key, label: title }));
  const find = (key: string) => candidates.find((candidate) => candidate.key === key);
  const begin = () => {
    const [one, other] = [find(first), find(second)];
    const state = workspace.getState();
    const clip = clipOf(state, 'a');
    if (!clip || !one || !other) return;
    const { playhead, span } = state.session;
    const of = { shots: timelineShots(state), sections: timelineSections(state) };
    const source = { playhead, span, ...of, frames: frameCount(state) };
    const frames = sampledFrames(choice, 4, source);
    void commonSize(clip.id, [one.recipe, other.recipe]).then((answer) => {
      if ('value' in answer) onBegin({ pair: [one, other], frames, size: answer.value });
      else setProblem(answer.problem);
    });
  };
  return (
    <div className="blind-setup">
      <div className="field">
        <span>One recipe</span>
        <Choice label="One recipe" options={options} value={first} onChange={setFirst} />
      </div>
      <div className="field">
        <span>The other</span>
        <Choice label="The other recipe" options={options} value={second} onChange={setSecond} />
      </div>
      <fieldset className="field">
        <legend>Frames</legend>
        <Segments label="Frames" options={FRAMES} value={choice} onChange={(next) => setChoice(next)} />
      </fieldset>
      <p className="quiet">
        Chance decides which of the two is called A, and in every trial which of them X is. Decide before you
        start how many trials you will do; ten are a good number. How many were right is told at the end.
      </p>
      <button type="button" className="button main" disabled={first === second} onClick={begin}>
        Start
      </button>
      {problem ? <ProblemText problem={problem} /> : null}
      {first === second ? <p className="quiet">Choose two different recipes.</p> : null}
    </div>
  );
}

/** The plain enlargement is what an upscale has to beat. */
function defaultSecond(candidates: readonly Candidate[]): string {
  return (candidates.find(({ key }) => key === 'plain') ?? candidates[1])?.key ?? '';
}

interface RunningProps {
  setup: Setup;
  test: BlindTest;
  onAnswer(answer: Letter): void;
  onFinish(): void;
  onReset(): void;
}

function Running({ setup, test, onAnswer, onFinish, onReset }: RunningProps) {
  const clip = useWorkspace((state) => clipOf(state, 'a'));
  const { pair, frames, size } = setup;
  const requests = useMemo(
    () => clip && sampleRequests(clip, pair, frames, size),
    [clip, pair, frames, size],
  );
  const { tiles } = useSamples(requests);
  const trial = test.trials.at(-1);
  const { answered } = tallyOf(test);
  if (!trial) return null;
  const failed = [...tiles.values()].find((tile) => tile.state === 'failed');
  const tileOf = (letter: Letter) =>
    tiles.get(sampleKey(pair[(letter === 'a') !== test.isExchanged ? 0 : 1], trial.frame));
  return (
    <div className="blind">
      {failed ? <p className="remark error">{failed.detail}</p> : null}
      <BlindStage
        trial={test.trials.length}
        a={tileOf('a')}
        b={tileOf('b')}
        x={trial.x}
        tiles={tiles}
        onAnswer={onAnswer}
      />
      <footer className="blind-foot">
        <p role="status">
          Trial {test.trials.length} <span className="unit">frame {trial.frame}</span>
        </p>
        {/* Whether they were right would teach the next answer: it is told at the end, for all of them at once. */}
        <p>
          {countText(answered, 'answer')} <span className="unit">counted at the end</span>
        </p>
        <div className="group">
          <button type="button" className="button" onClick={onReset}>
            Start over
          </button>
          <button type="button" className="button framed" disabled={answered === 0} onClick={onFinish}>
            Finish: show tally and names
          </button>
        </div>
      </footer>
    </div>
  );
}

interface ResultProps {
  setup: Setup;
  test: BlindTest;
  /** By closing the dialog in the middle. */
  isStopped: boolean;
  onReset(): void;
}

function Result({ setup, test, isStopped, onReset }: ResultProps) {
  const tally = tallyOf(test);
  const [a, b] = test.isExchanged ? [setup.pair[1], setup.pair[0]] : setup.pair;
  return (
    <div className="blind-setup">
      {isStopped ? (
        <p>
          Stopped after {countText(tally.answered, 'answer')}. Close once more to leave; the answers are not
          kept.
        </p>
      ) : null}
      <dl className="facts">
        <div>
          <dt>A was</dt>
          <dd>{a.title}</dd>
        </div>
        <div>
          <dt>B was</dt>
          <dd>{b.title}</dd>
        </div>
        <div>
          <dt>Right</dt>
          <dd>
            {tally.right} <span className="unit">of</span> {tally.answered}
          </dd>
        </div>
        <div>
          <dt>Guessing</dt>
          <dd>
            {sayP(tally.p)} <span className="unit">one-sided binomial</span>
          </dd>
        </div>
      </dl>
      <p role="status">{sayTally(tally)}</p>
      <button type="button" className="button main" onClick={onReset}>
        Another test
      </button>
    </div>
  );
}
