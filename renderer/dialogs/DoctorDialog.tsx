/** Which tools were found, where, and what they lack. */
import { CircleCheck, CircleSlash, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import type { DoctorReport, ToolReport } from '../../model/contract';
import { refreshDoctor } from '../state/effects';
import { useWorkspace } from '../state/store';
import { CopyButton } from '../ui/CopyButton';
import { Frame } from './Frame';

export function DoctorDialog() {
  const doctor = useWorkspace(({ engine }) => engine.doctor);
  useEffect(refreshDoctor, []);
  return (
    <Frame
      title="Tools found"
      size="wide"
      actions={doctor ? <CopyButton text={JSON.stringify(doctor, null, 2)} what="report" /> : null}
    >
      {doctor ? <Report doctor={doctor} /> : <p className="quiet">Looking…</p>}
    </Frame>
  );
}

function Report({ doctor }: { doctor: DoctorReport }) {
  const { ffmpeg, ffprobe, electron, problems, filters, encoders, version } = doctor;
  return (
    <>
      <table className="tools selectable">
        <thead>
          <tr>
            <th scope="col">Tool</th>
            <th scope="col">Version</th>
            <th scope="col">Found by</th>
            <th scope="col">Path</th>
          </tr>
        </thead>
        <tbody>
          {[ffmpeg, ffprobe, electron].map((tool) => (
            <ToolRow key={tool.name} tool={tool} />
          ))}
        </tbody>
      </table>
      {problems.map((sentence) => (
        <p key={sentence} className="remark warning selectable">
          <TriangleAlert role="img" aria-label="Missing" />
          <span>{sentence}</span>
        </p>
      ))}
      <Abilities title="Filters" known={filters} />
      <Abilities title="Encoders" known={encoders} />
      <p className="unit">Workbench {version}</p>
    </>
  );
}

function ToolRow({ tool: { name, version, from, path } }: { tool: ToolReport }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{version ?? 'not found'}</td>
      <td className="unit">{from}</td>
      <td className="path" title={path ?? ''}>
        {path ?? ''}
      </td>
    </tr>
  );
}

function Abilities({ title, known }: { title: string; known: Record<string, boolean> }) {
  return (
    <section className="abilities" aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {Object.entries(known).map(([name, isThere]) => (
          <li key={name} className={isThere ? 'remark success' : 'remark error'}>
            {isThere ? <CircleCheck role="img" aria-label="Has" /> : <CircleSlash aria-label="Lacks" />}
            <span>{name}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
