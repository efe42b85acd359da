/** Files may be dropped anywhere in the window; while they hang over it, a line says what will happen. */
import { useEffect, useState } from 'react';
import { dropFiles } from '../state/effects';

export function DropPlace() {
  const [isOver, setOver] = useState(false);
  useEffect(() => listenToDrops(setOver), []);
  if (!isOver) return null;
  return (
    <div className="drop-place">
      <p>Drop to open. A second file becomes the HD reference.</p>
    </div>
  );
}

function listenToDrops(onOver: (isOver: boolean) => void): () => void {
  const end = new AbortController();
  const { signal } = end;
  const over = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    onOver(true);
  };
  // Leaving one element for another also reports "leave"; only leaving the window has nowhere to go.
  const leave = (event: DragEvent) => event.relatedTarget === null && onOver(false);
  const drop = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    onOver(false);
    void dropFiles([...(event.dataTransfer?.files ?? [])]);
  };
  window.addEventListener('dragover', over, { signal });
  window.addEventListener('dragleave', leave, { signal });
  window.addEventListener('drop', drop, { signal });
  return () => end.abort();
}

/** Dragged text or links are none of ours. */
function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
