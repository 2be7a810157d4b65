/** Offline help of one screen: a few short paragraphs, written for somebody under stress. */
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { Screen } from '../../../core/contract/ipc.ts';
import { helpTexts } from '../../i18n/help/help.ts';
import { useLanguage, useText } from '../../i18n/text.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import '../../ui/dialog.css';

interface HelpProps {
  screen: Screen;
  isOpen: boolean;
  onClose: () => void;
}

export function Help({ screen, isOpen, onClose }: HelpProps) {
  const t = useText();
  const help = helpTexts[useLanguage()];
  return (
    <ModalOverlay
      className="dialog-veil"
      isDismissable
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className="dialog-frame">
        <Dialog className="dialog" aria-describedby="help-text">
          <Heading slot="title">{t('help.title', { screen: t(`screen.${screen}`) })}</Heading>
          <div id="help-text" className="stack">
            {help[screen].map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </div>
          <h3>{t('help.keys')}</h3>
          <ul className="stack">
            {help.keys.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <Actions>
            {/* eslint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to take the focus */}
            <Button autoFocus onPress={onClose}>
              {t('help.close')}
            </Button>
          </Actions>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
