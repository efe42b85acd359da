/** A problem where it happened: title, what happened, what to try. Notices have a frame of their own (panels/Notices). */
import { CircleAlert } from 'lucide-react';
import type { Problem } from '../../model/errors';
import { hintText } from './words';

export function ProblemText({ problem: { title, detail, hint } }: { problem: Problem }) {
  return (
    <div className="remark error problem" role="alert">
      <CircleAlert role="img" aria-label="Problem" />
      <div className="selectable">
        <strong>{title}</strong>
        <p>{detail}</p>
        {hint ? <p className="quiet">{hintText(hint)}</p> : null}
      </div>
    </div>
  );
}
