/** What jsdom lacks and every browser has. Nothing is laid out or drawn here: these only let the window stand. */
class NoResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

globalThis.ResizeObserver ??= NoResizeObserver;
globalThis.matchMedia ??= () => new EventTarget() as MediaQueryList;
HTMLCanvasElement.prototype.getContext = () => null;
Element.prototype.setPointerCapture ??= () => {};
Element.prototype.hasPointerCapture ??= () => false;
Element.prototype.releasePointerCapture ??= () => {};
Element.prototype.scrollIntoView ??= () => {};
// Of identifiers made by React and react-aria only; no test has others.
globalThis.CSS ??= { escape: (text: string) => text.replace(/[^\w-]/g, '\\$&') } as typeof CSS;

/** Takes messages and never answers: nothing is played here. */
class NoWorker extends EventTarget {
  postMessage(): void {}
  terminate(): void {}
}
globalThis.Worker ??= NoWorker as unknown as typeof Worker;
