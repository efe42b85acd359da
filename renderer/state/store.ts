/** One zustand store holds the workspace. It is changed by `dispatch` alone; components read slices of it by `useWorkspace`. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Action } from './actions';
import { reduce } from './reduce';
import { EMPTY_WORKSPACE, type Workspace } from './workspace';

export type { Action } from './actions';

export const workspace = createStore<Workspace>(() => EMPTY_WORKSPACE);

export function dispatch(action: Action): void {
  const before = workspace.getState();
  const after = reduce(before, action);
  if (after !== before) workspace.setState(after, true);
}

/** A slice of the workspace. The selector must return something that exists there (no new objects), or React would draw without end. */
export function useWorkspace<Slice>(selector: (state: Workspace) => Slice): Slice {
  return useStore(workspace, selector);
}
