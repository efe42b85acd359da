/** Everything that awaits (besides the viewer's frame loader). Placeholder until the parts are here. */
export function openFiles(_kind: 'video' | 'reference'): void {}
export function openSample(): void {}
export function copyGraph(): void {}
export function copyPicture(): void {}
export function measurePair(): void {}
export function showPictureAlone(_isAlone: boolean): void {}
