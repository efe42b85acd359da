/** A path to write to: typed, or chosen in the system's dialog, or (where the shell has none) in the page's own list. */
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { ErrorCode, Problem } from '../../model/errors';
import { chooseFolder } from '../state/effects';
import { FolderList } from './FolderList';
import { PROBLEM_ID } from './Frame';

interface FolderFieldProps {
  label: string;
  folder: string;
  /** Of the dialog; one that is of the path is shown at the field. */
  problem?: Problem | null;
  onChange(folder: string): void;
  /** What the dialog's button does. */
  onEnter(): void;
}

export function FolderField({ label, folder, problem, onChange, onEnter }: FolderFieldProps) {
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
    <PathField {...{ label, problem, onChange, onEnter }} path={folder} onChoose={choose}>
      {isListed ? <FolderList folder={listed} wants="folder" onFolder={lead} /> : null}
    </PathField>
  );
}

interface PathFieldProps {
  label: string;
  path: string;
  problem?: Problem | null;
  onChange(path: string): void;
  onEnter(): void;
  onChoose(): void;
  children?: ReactNode;
}

/** What another path would mend. */
const OF_PATH: readonly ErrorCode[] = [
  'not-allowed',
  'output-exists',
  'output-busy',
  'output-unwritable',
  'ending-unknown',
  'container-unfit',
  'disk-full',
];

export function PathField({ label, path, problem, onChange, onEnter, onChoose, children }: PathFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const isWrong = problem ? OF_PATH.includes(problem.code) : false;
  // Each new problem leads to the field, which may be scrolled out of sight.
  useEffect(() => {
    if (problem && isWrong) input.current?.focus();
  }, [problem, isWrong]);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="path-row">
        <input
          ref={input}
          id={id}
          type="text"
          className="text"
          aria-invalid={isWrong}
          aria-describedby={isWrong ? PROBLEM_ID : undefined}
          value={path}
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && onEnter()}
        />
        <button type="button" className="button framed" aria-label={`Choose: ${label}`} onClick={onChoose}>
          Choose…
        </button>
      </div>
      {children}
    </div>
  );
}
