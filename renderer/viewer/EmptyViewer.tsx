/** What stands in the viewer before a clip is open: an invitation, or why there cannot be one. */
import { REFUSED } from '../panels/connectionWords';
import { runCommand } from '../state/commands';
import { useWorkspace } from '../state/store';

export function EmptyViewer() {
  const isRefused = useWorkspace(({ engine }) => engine.connection === 'refused');
  if (isRefused) return <NoKey />;
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

function NoKey() {
  return (
    <div className="viewer-empty" role="alert">
      <p>
        <b>{REFUSED.title}</b>
      </p>
      <p>{REFUSED.detail}</p>
      <p>{REFUSED.hint}</p>
    </div>
  );
}
