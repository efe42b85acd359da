/** The frame of every dialog: title, close, content that scrolls, buttons below. Escape and a press beside it close it. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { dispatch } from '../state/store';

interface FrameProps {
  title: string;
  /** Buttons below; none: the dialog only shows. */
  actions?: ReactNode;
  size?: 'small' | 'wide' | 'full';
  children: ReactNode;
}

export function closeDialog(): void {
  dispatch({ type: 'dialog/closed' });
}

export function Frame({ title, actions, size = 'small', children }: FrameProps) {
  return (
    <ModalOverlay
      className="scrim"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) closeDialog();
      }}
    >
      <Modal className={`dialog ${size}`}>
        <Dialog className="dialog-box">
          <header className="dialog-head">
            <Heading slot="title">{title}</Heading>
            <button type="button" className="button icon" aria-label="Close" onClick={closeDialog}>
              <X />
            </button>
          </header>
          <div className="dialog-content scrolls">{children}</div>
          {actions ? <footer className="dialog-foot">{actions}</footer> : null}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
