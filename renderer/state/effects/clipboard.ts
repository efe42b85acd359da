/** Copying: text, the filter graph, the picture on screen. */
import { WorkbenchError } from '../../../model/errors';
import { workspace } from '../store';
import { attempt } from './door';

export function copyText(text: string, what = 'text'): void {
  void attempt(`Copying the ${what}`, () => navigator.clipboard.writeText(text));
}

/** The graph of the recipe that is being edited. */
export function copyGraph(): void {
  const { session, engine } = workspace.getState();
  copyText(engine.plan[session.editedSide]?.graph ?? '', 'filter graph');
}

/** What the viewer shows, as it shows it: zoomed, with wipe or mask. Full-size files are made by "Save stills". */
export function copyPicture(): void {
  void attempt('Copying the picture', async () => {
    const blob = await pictureOnScreen();
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  });
}

async function pictureOnScreen(): Promise<Blob> {
  const canvas = document.querySelector<HTMLCanvasElement>('.viewer canvas');
  const blob = canvas && (await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve)));
  if (blob) return blob;
  throw new WorkbenchError('bad-request', 'There is no picture on screen to copy.', 'Open a clip first.');
}
