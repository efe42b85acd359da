/** `remaster probe CLIP`: what the file claims and what we believe about it. */
import type { Clip, Finding } from '../model/clip';
import { formatRational, framesPerSecond } from '../model/time';
import { UsageError } from './arguments';
import type { Session } from './session';

export async function probe(session: Session): Promise<void> {
  const [file, ...more] = session.args.words;
  if (file === undefined || more.length > 0) throw new UsageError('probe takes one clip');
  const clip = await session.openClip(file);
  session.say(describeClip(clip), formatClip(clip));
}

/** The keys of docs for scripts: stable, whatever the engine's own type becomes. */
function describeClip(clip: Clip) {
  const {
    path,
    format,
    durationSecs,
    frames,
    rate,
    isConstantRate,
    codec,
    pixelFormat,
    codedSize,
    sampleAspect,
  } = clip;
  const {
    displaySize,
    scan,
    fieldOrder,
    rotation,
    audio,
    subtitles,
    chapters,
    access,
    notices,
    kind,
    startSecs,
    tags,
  } = clip;
  const { matrix, primaries, transfer, range, siting } = clip.colour;
  return {
    path,
    kind,
    format,
    durationSecs,
    startSecs,
    frames,
    rate,
    isConstantRate,
    codec,
    pixelFormat,
    codedSize,
    sampleAspect,
    rotation,
    displaySize,
    scan,
    fieldOrder,
    colour: { matrix, primaries, transfer, range, siting },
    audio,
    subtitles,
    chapters,
    tags,
    access,
    notices,
  };
}

function formatClip(clip: Clip): string {
  const { colour, codedSize, displaySize, rate } = clip;
  const aspect = { ...clip.sampleAspect, value: formatRational(clip.sampleAspect.value, ':') };
  const rows: [string, string][] = [
    ['file', clip.path],
    ['format', `${clip.formatTitle} (${clip.format})`],
    [
      'video',
      `${clip.codecTitle || clip.codec}, ${clip.pixelFormat}, ${codedSize.width}×${codedSize.height}`,
    ],
    [
      'frames',
      `${clip.frames ?? 'unknown'} at ${formatRational(rate)} fps (${framesPerSecond(rate).toFixed(3)})`,
    ],
    ['access', `${clip.access.kind} — ${clip.access.because}`],
    ['shown as', `${displaySize.width}×${displaySize.height} square samples`],
    ['sample aspect', formatFinding(aspect)],
    ['scan', formatFinding(clip.scan)],
    ['field order', formatFinding(clip.fieldOrder)],
    ['matrix', formatFinding(colour.matrix)],
    ['primaries', formatFinding(colour.primaries)],
    ['transfer', formatFinding(colour.transfer)],
    ['range', formatFinding(colour.range)],
    ['chroma', formatFinding(colour.siting)],
    ...clip.audio.map(({ codec, channels, sampleRate }): [string, string] => [
      'audio',
      `${codec}, ${channels} ch, ${sampleRate} Hz`,
    ]),
    ...clip.subtitles.map(({ codec, language }): [string, string] => [
      'subtitles',
      [codec, language].filter(Boolean).join(', '),
    ]),
    ...(clip.chapters.length > 0 ? [['chapters', String(clip.chapters.length)] as [string, string]] : []),
    ...clip.notices.map((notice): [string, string] => ['note', notice]),
  ];
  // A name may hold control characters; a terminal must not obey them.
  return rows.map(([name, value]) => `${name.padEnd(14)}${value.replace(/\p{Cc}/gu, '�')}`).join('\n');
}

function formatFinding({ value, source, because }: Finding<unknown>): string {
  return `${value ?? 'none'}  [${source}] ${because}`;
}
