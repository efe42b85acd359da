/** How frames of the clip are reached by number: exactly, one after the other, or still being counted. */
import type { Clip } from '../../model/clip';
import { Progress } from '../ui/Progress';
import { BeliefRow } from './Findings';

const WORDS = { indexing: 'counting', exact: 'exact', sequential: 'in sequence only' } as const;

export function ClipAccessRow({ clip }: { clip: Clip }) {
  const { kind, because, progress, isConfirmed } = clip.access;
  return (
    <ul className="findings" aria-label="Access">
      <BeliefRow
        belief={{
          label: 'Frames',
          value: kind === 'indexing' ? `${WORDS.indexing} ${Math.round(progress * 100)} %` : WORDS[kind],
          source: isConfirmed ? 'measured' : kind === 'indexing' ? 'assumed' : 'tagged',
          because,
        }}
      />
      {kind === 'indexing' ? (
        <li>
          <Progress label="Counting frames" share={progress} />
        </li>
      ) : null}
    </ul>
  );
}
