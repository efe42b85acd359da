/** The frame of every dialog: title, close, content that scrolls, what went wrong, buttons below. Escape and a press beside it close it. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { Problem } from '../../model/errors';
import { dispatch } from '../state/store';
import { ProblemText } from '../ui/ProblemText';

interface FrameProps {
  title: string;
  /** Buttons below; none: the dialog only shows. */
  actions?: ReactNode;
  /** Why what the buttons asked for was not done. It stands above them, in sight however far the content is scrolled. */
  problem?: Problem | null;
  /** Ways out of the problem. */
  waysOut?: ReactNode;
  size?: 'small' | 'wide' | 'full';
  /** What Escape, the cross and a press beside it do; unless said otherwise they close the dialog. */
  onClose?(): void;
  children: ReactNode;
}

/** Names the problem to the field that it is of; there is one dialog at a time. */
export const PROBLEM_ID = 'dialog-problem';

export function closeDialog(): void {
  dispatch({ type: 'dialog/closed' });
}

export function Frame({
  title,
  actions,
  problem,
  waysOut,
  size = 'small',
  onClose = closeDialog,
  children,
}: FrameProps) {
  return (
    <ModalOverlay
      className="scrim"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className={`dialog ${size}`}>
        <Dialog className="dialog-box">
          <header className="dialog-head">
            <Heading slot="title">{title}</Heading>
            <button type="button" className="button icon" aria-label="Close" onClick={onClose}>
              <X />
            </button>
          </header>
          <div className="dialog-content scrolls">{children}</div>
          {problem ? (
            <div id={PROBLEM_ID} className="dialog-problem scrolls">
              <ProblemText problem={problem} />
              {waysOut}
            </div>
          ) : null}
          {actions ? <footer className="dialog-foot">{actions}</footer> : null}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
