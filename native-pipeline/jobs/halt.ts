/** A switch that running work listens to: on, it halts where it stands; off, it goes on. */
import type { Halt } from '../../model/job';

export interface Switch extends Halt {
  set(isOn: boolean): void;
}

export function createSwitch(): Switch {
  const listeners = new Set<(isOn: boolean) => void>();
  let isOn = false;
  return {
    get isOn() {
      return isOn;
    },
    set(next) {
      if (next === isOn) return;
      isOn = next;
      for (const listener of listeners) listener(isOn);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
