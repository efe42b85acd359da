/** What stands where the picture will be: an invitation. */

import { runCommand } from '../state/commands';
import { useWorkspace } from '../state/store';
import { CommandButton } from '../ui/CommandButton';

export function EmptyViewer() {
  const isEmpty = useWorkspace(({ project }) => project.a === null);
  const isOpening = useWorkspace(({ engine }) => engine.opening !== null);
  const hasSample = useWorkspace(({ engine }) => engine.samplePath !== null);
  if (!isEmpty || isOpening) return null;
  return (
    <div className="invitation">
      <h2>Drop a clip, open one, or try the sample</h2>
      <p>Any file that ffmpeg reads: VOB, MPG, TS, DV, AVI, MKV, MP4, MOV, stills.</p>
      <div className="group">
        <CommandButton command="file.open" label="Open a clip" className="framed" />
        <button
          type="button"
          className="button framed"
          disabled={!hasSample}
          onClick={() => runCommand('file.openSample')}
        >
          Try the sample
        </button>
      </div>
    </div>
  );
}
