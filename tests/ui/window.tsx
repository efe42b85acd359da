/** Draws the whole window over a fake engine, and takes it down again. */
import { act, cleanup, render } from '@testing-library/react';
import { afterEach } from 'vitest';
import './missingInJsdom';
import type { Shell } from '../../model/shell';
import { App } from '../../renderer/App';
import { connect, handOverDoor, watchAnalyses, watchPlans, watchRest } from '../../renderer/state/effects';
import type { Tab } from '../../renderer/state/effects/connect';
import { listenToKeys } from '../../renderer/state/keys';
import { workspace } from '../../renderer/state/store';
import { EMPTY_WORKSPACE } from '../../renderer/state/workspace';
import { createFakeEngine, type FakeEngine } from './fakeEngine';

const ends: (() => void)[] = [];

/** Ends what the window had under way, as closing its tab does. */
export function closeWindow(): void {
  for (const end of ends.splice(0)) end();
}

afterEach(() => {
  closeWindow();
  cleanup();
  handOverDoor(null);
  workspace.setState(EMPTY_WORKSPACE, true);
});

/** The window as it stands once the start is over: the sample is open, unless the engine was told otherwise before. */
export async function openWindow(
  prepare: (engine: FakeEngine) => void = () => {},
  shell: Partial<Shell> = {},
  tab: Tab | null = null,
): Promise<FakeEngine> {
  const engine = createFakeEngine(shell);
  prepare(engine);
  handOverDoor(engine);
  ends.push(watchAnalyses(), watchPlans(), watchRest(), listenToKeys(window));
  render(<App />);
  await act(async () => {
    ends.push(connect(tab));
    await rest();
  });
  return engine;
}

/** Lets everything that is under way come to its end. */
export async function settle(): Promise<void> {
  await act(rest);
}

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 60));
}
