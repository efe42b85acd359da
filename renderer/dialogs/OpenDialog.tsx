/** Opening a clip or a reference in shells without a system dialog: a typed path, recent files, the folders allowed. */
import { type FormEvent, useState } from 'react';
import { openPath, openReferencePath } from '../state/effects';
import { useWorkspace } from '../state/store';
import { FolderList } from './FolderList';
import { closeDialog, Frame } from './Frame';

export function OpenDialog() {
  return <OpenFrame title="Open a clip" open={openPath} />;
}

export function OpenReferenceDialog() {
  return <OpenFrame title="Open an HD reference" open={openReferencePath} />;
}

interface OpenFrameProps {
  title: string;
  open(path: string): Promise<boolean>;
}

function OpenFrame({ title, open }: OpenFrameProps) {
  const [folder, setFolder] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const take = (path: string) => {
    closeDialog();
    void open(path);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== '') take(typed.trim());
  };
  return (
    <Frame title={title} size="wide">
      <form className="path-form" onSubmit={submit}>
        <label className="field">
          <span>Path</span>
          <input
            type="text"
            className="text"
            value={typed}
            placeholder="Type a path, or choose below"
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <button type="submit" className="button main" disabled={typed.trim() === ''}>
          Open
        </button>
      </form>
      <div className="open-columns">
        <FolderList folder={folder} wants="file" onFolder={setFolder} onFile={take} />
        <Recents onOpen={take} />
      </div>
    </Frame>
  );
}

function Recents({ onOpen }: { onOpen(path: string): void }) {
  const recents = useWorkspace(({ engine }) => engine.recents);
  return (
    <section className="recents scrolls" aria-label="Recent files">
      <h3>Recent</h3>
      {recents.length === 0 ? <p className="quiet">None yet.</p> : null}
      <ul>
        {recents.map(({ path, name, exists }) => (
          <li key={path}>
            <button
              type="button"
              className="button plain recent"
              disabled={!exists}
              title={path}
              onClick={() => onOpen(path)}
            >
              <span>{name}</span>
              <span className="path">{exists ? path : 'no longer there'}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
