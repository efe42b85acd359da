/** One zustand store holds the workspace; components read slices of it, effects and commands write by `change`. */
import { createStore } from 'zustand/vanilla';
import { EMPTY_WORKSPACE, type Workspace } from './workspace';

export const workspace = createStore<Workspace>(() => EMPTY_WORKSPACE);
