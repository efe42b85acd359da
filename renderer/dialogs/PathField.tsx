/** A path to write to: typed, or chosen in the system's dialog, or (where the shell has none) in the page's own list. */
import { type ReactNode, useId, useState } from 'react';
import { chooseFolder } from '../state/effects';
import { FolderList } from './FolderList';

interface FolderFieldProps {
  label: string;
  folder: string;
  onChange(folder: string): void;
}

export function FolderField({ label, folder, onChange }: FolderFieldProps) {
  const [isListed, setListed] = useState(false);
  // The folder in the field may not exist yet: the list starts at the roots and goes where it is led.
  const [listed, setListedFolder] = useState<string | null>(null);
  const lead = (next: string) => {
    setListedFolder(next);
    onChange(next);
  };
  const choose = () =>
    void chooseFolder(label).then((chosen) => {
      if (chosen === null) setListed(!isListed);
      else if (chosen !== '') onChange(chosen);
    });
  return (
    <PathField label={label} path={folder} onChange={onChange} onChoose={choose}>
      {isListed ? <FolderList folder={listed} wants="folder" onFolder={lead} /> : null}
    </PathField>
  );
}

interface PathFieldProps {
  label: string;
  path: string;
  onChange(path: string): void;
  onChoose(): void;
  children?: ReactNode;
}

export function PathField({ label, path, onChange, onChoose, children }: PathFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="path-row">
        <input
          id={id}
          type="text"
          className="text"
          value={path}
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
        <button type="button" className="button framed" aria-label={`Choose: ${label}`} onClick={onChoose}>
          Choose…
        </button>
      </div>
      {children}
    </div>
  );
}
