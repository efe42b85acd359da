/** Loops of animation frames for the benchmark, in the page: how many were reached, and how late the worst ones came. */
import type { Pace } from './paceResult';

async function run(millis: number, work: (frame: number) => void): Promise<Pace> {
  const next = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const gaps: number[] = [];
  let last = await next();
  const start = last;
  for (let frame = 0; last - start < millis; frame++) {
    work(frame);
    const now = await next();
    gaps.push(now - last);
    last = now;
  }
  gaps.sort((a, b) => a - b);
  return {
    fps: (gaps.length * 1000) / (last - start),
    p95: gaps[Math.floor(gaps.length * 0.95)] ?? 0,
    frames: gaps.length,
  };
}

const pace = {
  idle: (millis: number): Promise<Pace> => run(millis, () => {}),
  /** The control: a canvas of the same size that is only cleared. Its own, beside the viewer's, and removed afterwards. */
  async clear(millis: number, width: number, height: number): Promise<Pace> {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    Object.assign(canvas.style, { position: 'fixed', inset: '0', zIndex: '9' });
    document.body.append(canvas);
    const gl = canvas.getContext('webgl2', { antialias: false, alpha: false, depth: false, stencil: false });
    const reached = await run(millis, (frame) => {
      gl?.clearColor(0, 0, (frame % 2) / 4, 1);
      gl?.clear(gl.COLOR_BUFFER_BIT);
    });
    gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    gl?.getExtension('WEBGL_lose_context')?.loseContext();
    canvas.remove();
    return reached;
  },
  /** The handle must be held (a real pointerdown); it then swings over the middle half of the picture, one move a frame. */
  async wipe(millis: number): Promise<Pace> {
    const wipe = document.querySelector<HTMLElement>('[data-testid="wipe"]');
    const { width = 0, left = 0 } = document.querySelector('canvas')?.getBoundingClientRect() ?? {};
    const reached = await run(millis, (frame) => {
      const clientX = left + width * (0.5 + 0.25 * Math.sin(frame / 15));
      wipe?.dispatchEvent(new PointerEvent('pointermove', { clientX, clientY: 10, bubbles: true }));
    });
    window.__viewer?.readPixels({ left: 0, top: 0, width: 1, height: 1 });
    return reached;
  },
};
export type PageOfPace = typeof pace;
(globalThis as unknown as { pace: PageOfPace }).pace = pace;
