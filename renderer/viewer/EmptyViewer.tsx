/** What stands in the viewer before a clip is open: an invitation. */
import { runCommand } from '../state/commands';

export function EmptyViewer() {
  return (
    <div className="viewer-empty">
      <p>Drop a clip, open one, or try the sample</p>
      <div className="viewer-empty-choices">
        <button type="button" onClick={() => runCommand('file.open')}>
          Open…
        </button>
        <button type="button" onClick={() => runCommand('file.openSample')}>
          Open the sample
        </button>
      </div>
    </div>
  );
}
