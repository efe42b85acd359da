/** A question in the row of a job, before something is lost: it takes the focus, and gives it back to the button that asked. */
import { type RefObject, useEffect, useRef } from 'react';

interface Answer {
  text: string;
  act(): void;
}

interface JobQuestionProps {
  label: string;
  says: string | null;
  /** The first one changes nothing. */
  answers: readonly Answer[];
  button: RefObject<HTMLButtonElement | null>;
  onAnswered(): void;
}

export function JobQuestion({ label, says, answers, button, onAnswered }: JobQuestionProps) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const answer = (act: () => void) => {
    act();
    button.current?.focus();
    onAnswered();
  };
  return (
    <section className="job-question" aria-label={label}>
      <p role="alert">{says}</p>
      <div className="group">
        {answers.map(({ text, act }, at) => (
          <button
            key={text}
            type="button"
            className="button framed"
            ref={at === 0 ? first : undefined}
            onClick={() => answer(act)}
          >
            {text}
          </button>
        ))}
      </div>
    </section>
  );
}
