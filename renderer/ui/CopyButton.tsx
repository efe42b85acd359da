/** Copies a text, and says for a moment that it did. */
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from '../state/effects';

interface CopyButtonProps {
  text: string;
  /** What is copied, for the button's name: "filter graph". */
  what: string;
  isDisabled?: boolean;
  /** Says what is copied on the button itself; else only its spoken name does. */
  isNamed?: boolean;
}

const SAID_FOR_MS = 1500;

export function CopyButton({ text, what, isDisabled, isNamed }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () => {
    copyText(text, what);
    setCopied(true);
  };
  return (
    <button type="button" className="button" disabled={isDisabled} aria-label={`Copy ${what}`} onClick={copy}>
      {isCopied ? <Check /> : <Copy />}
      {isCopied ? 'Copied' : isNamed ? `Copy ${what}` : 'Copy'}
    </button>
  );
}
