/** The list of shots as a file for other programs: which format, where to. */
import { useState } from 'react';
import { SHOT_FORMATS, type ShotFormat } from '../../model/contract';
import { timelineShots } from '../state/analyses';
import { type Answer, chooseTarget, exportShots } from '../state/effects';
import { clipOf } from '../state/pair';
import { useWorkspace, workspace } from '../state/store';
import { Check } from '../ui/Check';
import { CopyButton } from '../ui/CopyButton';
import { Segments } from '../ui/Segments';
import { countText } from '../ui/words';
import { Frame } from './Frame';
import { PathField } from './PathField';
import { folderBeside, wholePath } from './stillsOrder';

const FORMATS: readonly { value: ShotFormat; label: string; says: string }[] = [
  { value: 'csv', label: 'CSV', says: 'A table: number, frames, timecodes, how each shot begins.' },
  { value: 'edl', label: 'EDL', says: 'CMX 3600, for editing and grading systems.' },
  { value: 'otio', label: 'OTIO', says: 'OpenTimelineIO, with every shot as a clip.' },
];

export function ShotsDialog() {
  const count = useWorkspace((state) => timelineShots(state).length);
  const [format, setFormat] = useState<ShotFormat>('csv');
  const [out, setOut] = useState(() => suggestedOut('csv'));
  const [isOverwriting, setOverwriting] = useState(false);
  const [written, setWritten] = useState<Answer<{ out: string }> | null>(null);
  const chooseFormat = (next: ShotFormat) => {
    setFormat(next);
    setWritten(null);
    setOut(withEnding(out, next));
  };
  const changeOut = (next: string) => {
    setOut(next);
    setWritten(null);
  };
  const problem = written && 'problem' in written ? written.problem : null;
  const canWrite = out.trim() !== '' && count > 0;
  const write = () => canWrite && void order(format, out, isOverwriting).then(setWritten);
  return (
    <Frame
      title="Export shots"
      problem={problem}
      actions={
        <button type="button" className="button main" disabled={!canWrite} onClick={write}>
          Export {countText(count, 'shot')}
        </button>
      }
    >
      <fieldset className="field">
        <legend>Format</legend>
        <Segments label="Format" options={FORMATS} value={format} onChange={chooseFormat} />
        <p className="quiet">{FORMATS.find(({ value }) => value === format)?.says}</p>
      </fieldset>
      <PathField
        label="File"
        path={out}
        problem={problem}
        onChange={changeOut}
        onEnter={write}
        onChoose={() => void choose(out, format).then((path) => path && changeOut(path))}
      />
      <Check
        label="Replace the file if it exists"
        isOn={isOverwriting}
        onChange={(isOn) => {
          setOverwriting(isOn);
          setWritten(null);
        }}
      />
      <div role="status">{written && 'value' in written ? <Written path={written.value.out} /> : null}</div>
    </Frame>
  );
}

function Written({ path }: { path: string }) {
  return (
    <div className="field-row">
      <span className="path" title={path}>
        Written: {path}
      </span>
      <CopyButton text={path} what="path" />
    </div>
  );
}

function suggestedOut(format: ShotFormat): string {
  const path = clipOf(workspace.getState(), 'a')?.path;
  if (!path) return '';
  const stem = path.slice(folderBeside(path).length + 1).replace(/\.[^.]+$/, '');
  return folderBeside(path, `${stem}-shots.${format}`);
}

/** Another format has another ending: the name follows, unless the user gave it one of their own. */
function withEnding(out: string, next: ShotFormat): string {
  const old = SHOT_FORMATS.find((format) => out.endsWith(`.${format}`));
  return old ? `${out.slice(0, -old.length)}${next}` : out;
}

/** '' where the user cancelled, null where this shell leaves it to typing. */
function choose(out: string, format: ShotFormat): Promise<string | null> {
  const suggestedName = out.split(/[\\/]/).at(-1) ?? '';
  return chooseTarget({ title: 'Export shots to', suggestedName, extensions: [format] });
}

function order(
  format: ShotFormat,
  out: string,
  isOverwriting: boolean,
): Promise<Answer<{ out: string }> | null> {
  const { a } = workspace.getState().project;
  if (!a) return Promise.resolve(null);
  return exportShots({ clipId: a.clipId, format, out: wholePath(out, suggestedOut(format)), isOverwriting });
}
