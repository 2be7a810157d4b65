/** A call to the main process that broke is a bug; the person is told and can go on. */
import { useEffect, useState } from 'react';
import { useText } from '../i18n/text.tsx';
import { Actions, Button } from './button.tsx';
import { Card } from './card.tsx';
import { More } from './more.tsx';

export function MishapNotice() {
  const t = useText();
  const [detail, setDetail] = useState<string | null>(null);
  useEffect(() => {
    const onRejection = ({ reason }: PromiseRejectionEvent): void => {
      setDetail(reason instanceof Error ? reason.message : String(reason));
    };
    addEventListener('unhandledrejection', onRejection);
    return () => {
      removeEventListener('unhandledrejection', onRejection);
    };
  }, []);
  if (detail === null) return null;
  return (
    <Card tone="bad">
      <div role="alert" className="stack">
        <p>
          <strong>{t('mishap.title')}</strong>
        </p>
        <p>{t('mishap.text')}</p>
      </div>
      <Actions>
        <Button
          onPress={() => {
            setDetail(null);
          }}
        >
          {t('mishap.close')}
        </Button>
      </Actions>
      <More title={t('failure.detail')}>
        <pre className="mono wrapped">{detail}</pre>
      </More>
    </Card>
  );
}
