/** What the window asks now and then: tools found, commands run, full screen. */
import { dispatch } from '../store';
import { attempt, door } from './door';

export function refreshDoctor(): void {
  void attempt('Looking for the tools', async () => {
    dispatch({ type: 'doctor/reported', doctor: await door().client.getDoctor({}) });
  });
}

export function refreshCommands(): void {
  void attempt('Reading the commands', async () => {
    dispatch({ type: 'commands/listed', commands: await door().client.listCommands({}) });
  });
}

/** The picture alone, on the whole screen where the shell allows it; the panels fold away in any case. */
export function showPictureAlone(isAlone: boolean): void {
  dispatch({ type: 'picture alone/changed', isAlone });
  const change = isAlone ? document.documentElement.requestFullscreen() : leaveFullscreen();
  // Refused where there is no screen to fill (a frame, a test browser): the folded panels are enough.
  change.catch(() => undefined);
}

function leaveFullscreen(): Promise<void> {
  return document.fullscreenElement ? document.exitFullscreen() : Promise.resolve();
}
