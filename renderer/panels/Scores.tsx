/** The scores of the last measurement. While new ones are being computed the old ones keep their place, dimmed. */
import { CircleCheck, CircleSlash, Scale } from 'lucide-react';
import type { Score, Validity } from '../../model/compare';
import { useWorkspace } from '../state/store';
import { framesText, partTexts, scoreText, sharedValidity, toolText } from './scoreWords';

const PLACES: readonly { metric: Score['metric']; title: string }[] = [
  { metric: 'pixelmatch', title: 'Pixel difference' },
  { metric: 'psnr', title: 'PSNR' },
  { metric: 'ssim', title: 'SSIM' },
];

export function Scores() {
  const { state, value } = useWorkspace(({ engine }) => engine.measurement);
  const shared = value && sharedValidity(value.scores);
  return (
    <section className="scores" aria-label="Scores" aria-busy={state === 'measuring'} data-state={state}>
      <p className="scores-about">
        {value ? (
          <>
            <span className="unit">{framesText(value.frames)}</span>
            {state === 'stale' ? <span className="tag">another picture is on screen</span> : null}
          </>
        ) : (
          <span className="quiet">Not measured yet. Numbers speak of the frame on screen.</span>
        )}
      </p>
      {value ? <p className="scores-compares quiet selectable">{value.compares}</p> : null}
      {shared ? <ValidityMark validity={shared.validity} because={shared.because} /> : null}
      <ul>
        {PLACES.map(({ metric, title }) => (
          <ScoreRow
            key={metric}
            title={title}
            isJudged={shared === null}
            score={value?.scores.find((score) => score.metric === metric) ?? null}
          />
        ))}
      </ul>
    </section>
  );
}

interface ScoreRowProps {
  title: string;
  score: Score | null;
  /** Says what it is worth; else that was said for all. */
  isJudged: boolean;
}

function ScoreRow({ title, score, isJudged }: ScoreRowProps) {
  const text = score ? scoreText(score) : { value: '–', unit: '' };
  return (
    <li className="score">
      <div className="score-head">
        <h3>{title}</h3>
        <span className="score-value selectable">
          {text.value} <span className="unit">{text.unit}</span>
        </span>
      </div>
      {score ? (
        <>
          <p className="score-parts unit">{partTexts(score).join('   ')}</p>
          {isJudged ? <ValidityMark validity={score.validity} because={score.because} /> : null}
          <p className="unit">{toolText(score.tool)}</p>
        </>
      ) : null}
    </li>
  );
}

const MARKS = {
  valid: { Icon: CircleCheck, words: 'Valid', className: 'success' },
  relative: { Icon: Scale, words: 'Relative only', className: 'warning' },
  'not-valid': { Icon: CircleSlash, words: 'Not valid', className: 'error' },
} as const;

function ValidityMark({ validity, because }: { validity: Validity; because: string }) {
  const { Icon, words, className } = MARKS[validity];
  return (
    <p className={`remark ${className}`}>
      <Icon aria-hidden />
      <span className="selectable">
        <strong>{words}.</strong> <span className="quiet">{because}</span>
      </span>
    </p>
  );
}
