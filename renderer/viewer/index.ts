/** What the rest of the window may use of the viewer. */
export { connectFrames } from './frameLoader';
export { Viewer } from './Viewer';
