/** Numbers of the pair on screen: on command, or whenever the picture rests. The latest question wins. */
import { measuredPair } from '../pair';
import { dispatch, workspace } from '../store';
import type { Workspace } from '../workspace';
import { attempt, door } from './door';

let latest = 0;

export function measurePair(): void {
  void measure();
}

async function measure(): Promise<void> {
  const state = workspace.getState();
  const pair = measuredPair(state);
  if (!pair) return;
  const own = ++latest;
  dispatch({ type: 'measurement/started' });
  const { threshold } = state.session;
  const measurement = await attempt('Measuring', () =>
    door().client.measure({ ...pair, threshold, lane: 'measure' }),
  );
  if (own !== latest) return;
  if (measurement) dispatch({ type: 'measurement/made', measurement });
  else dispatch({ type: 'measurement/given up' });
  // The user may have gone on meanwhile: then these numbers speak of the pair before.
  if (!isSamePair(state, workspace.getState())) dispatch({ type: 'measurement/outdated' });
}

function isSamePair(one: Workspace, other: Workspace): boolean {
  return (
    one.session.threshold === other.session.threshold &&
    JSON.stringify(measuredPair(one)) === JSON.stringify(measuredPair(other))
  );
}

/** Long enough that a scrub is over, short enough to feel at once. */
const REST_MS = 350;

/** Measures whenever the pair has rested for a moment, if the user wants it so. The function returned stops it. */
export function watchRest(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = workspace.subscribe((state, before) => {
    if (!isPairChanged(state, before)) return;
    clearTimeout(timer);
    if (isWaiting(state)) timer = setTimeout(measurePair, REST_MS);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

function isPairChanged(state: Workspace, before: Workspace): boolean {
  return (
    state.session.playhead !== before.session.playhead ||
    state.session.threshold !== before.session.threshold ||
    state.session.isMeasuringAtRest !== before.session.isMeasuringAtRest ||
    state.session.isPlaying !== before.session.isPlaying ||
    state.session.judgedStep !== before.session.judgedStep ||
    state.engine.plan !== before.engine.plan
  );
}

function isWaiting({ session, engine }: Workspace): boolean {
  return session.isMeasuringAtRest && !session.isPlaying && engine.measurement.state !== 'fresh';
}
