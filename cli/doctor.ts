/** `remaster doctor`: which tools were found, their versions, what is missing and how to get it. */
import type { DoctorReport, ToolReport } from '../model/contract';
import type { Session } from './session';

export async function doctor(session: Session): Promise<void> {
  const report = await session.client.getDoctor({});
  session.say(report, formatReport(report));
}

function formatReport({
  version,
  ffmpeg,
  ffprobe,
  electron,
  filters,
  encoders,
  problems,
}: DoctorReport): string {
  return [
    `remaster   ${version}`,
    ...[ffmpeg, ffprobe, electron].map(formatTool),
    `filters    ${formatSet(filters)}`,
    `encoders   ${formatSet(encoders)}`,
    ...(problems.length > 0
      ? ['', ...problems.map((problem) => `- ${problem}`)]
      : ['', 'Nothing is missing.']),
  ].join('\n');
}

function formatTool({ name, path, version, from }: ToolReport): string {
  return `${name.padEnd(11)}${path ? `${version ?? 'unknown version'} (${from}) ${path}` : from}`;
}

function formatSet(names: Record<string, boolean>): string {
  return Object.entries(names)
    .map(([name, isThere]) => (isThere ? name : `no ${name}`))
    .join(', ');
}
