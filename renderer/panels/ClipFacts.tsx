/** What the container says plainly: sizes, rate, length, codec, other streams. No beliefs: those are in Findings. */
import type { ReactNode } from 'react';
import { type Clip, squareSize, uprightAspect, uprightSize } from '../../model/clip';
import { bytesText, clipRateText, durationText, roundRateText, sizeText } from '../ui/words';

export function ClipFacts({ clip }: { clip: Clip }) {
  const rate = clipRateText(clip);
  const shown = squareSize(uprightSize(clip), uprightAspect(clip));
  return (
    <dl className="facts">
      <Fact name="Stored">{sizeText(clip.codedSize)}</Fact>
      <Fact name="Shown">{sizeText(shown)}</Fact>
      <Fact name="Rate">
        {rate.value} <span className="unit">{rate.unit}</span>
        {clip.isConstantRate === false ? (
          <span className="unit">, variable</span>
        ) : clip.rate.d > 1 ? (
          <span className="unit"> ({roundRateText(clip.rate)})</span>
        ) : null}
      </Fact>
      <Fact name="Length">
        {clip.frames === null ? '…' : clip.frames} <span className="unit">frames</span>{' '}
        {durationText(clip.durationSecs)}
      </Fact>
      <Fact name="Codec" title={clip.codecTitle}>
        {clip.codec}
      </Fact>
      <Fact name="Samples">
        {clip.pixelFormat} <span className="unit">{clip.bitDepth} bit</span>
      </Fact>
      <Fact name="File" title={clip.formatTitle}>
        {bytesText(clip.sizeBytes)} <span className="unit">{clip.format.split(',')[0]}</span>
      </Fact>
      {streamsText(clip) ? <Fact name="Also">{streamsText(clip)}</Fact> : null}
    </dl>
  );
}

function Fact({ name, title, children }: { name: string; title?: string; children: ReactNode }) {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd className="selectable">{children}</dd>
    </div>
  );
}

function streamsText({ audio, subtitles, chapters, otherVideoStreams }: Clip): string {
  const sound = audio.map(
    ({ codec, channels, language }) => `${codec} ${channels} ch${language ? ` ${language}` : ''}`,
  );
  const parts = [
    ...sound.slice(0, 2),
    sound.length > 2 ? `${sound.length - 2} more audio` : '',
    subtitles.length > 0 ? `${subtitles.length} subtitles` : '',
    chapters.length > 0 ? `${chapters.length} chapters` : '',
    otherVideoStreams > 0 ? `${otherVideoStreams} other video` : '',
  ];
  return parts.filter(Boolean).join(', ');
}
