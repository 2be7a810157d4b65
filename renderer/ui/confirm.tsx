/**
 * The last question before a change: an alert dialog that names the object and what will follow.
 * Cancel has the focus, so Enter alone never changes anything.
 */
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useText } from '../i18n/text.tsx';
import { Actions, Button } from './button.tsx';
import './dialog.css';

interface ConfirmProps {
  isOpen: boolean;
  title: string;
  children: ReactNode;
  /** The words of the button that does it: a verb and its object. */
  action: string;
  onConfirm: () => void;
  onCancel: () => void;
}

export function Confirm({ isOpen, title, children, action, onConfirm, onCancel }: ConfirmProps) {
  const t = useText();
  return (
    <ModalOverlay
      className="dialog-veil"
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onCancel();
      }}
    >
      <Modal className="dialog-frame">
        <Dialog role="alertdialog" className="dialog" aria-describedby="confirm-text">
          <Heading slot="title">{title}</Heading>
          <div id="confirm-text" className="stack">
            {children}
          </div>
          <Actions>
            {/* eslint-disable-next-line jsx-a11y/no-autofocus -- the safe way out has the focus */}
            <Button autoFocus onPress={onCancel}>
              {t('button.cancel')}
            </Button>
            <Button kind="primary" onPress={onConfirm}>
              {action}
            </Button>
          </Actions>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
