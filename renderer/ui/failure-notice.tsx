/** A failure in the person's words, spoken at once, with its code for the telephone. */
import type { ReactNode } from 'react';
import type { Failure } from '../../core/result.ts';
import { useFailureSentences, useText } from '../i18n/text.tsx';
import { Card } from './card.tsx';
import { More } from './more.tsx';

export function FailureNotice({ failure, children }: { failure: Failure; children?: ReactNode }) {
  const t = useText();
  const { what, unchanged, next } = useFailureSentences()(failure);
  return (
    <Card tone="bad">
      <div role="alert" className="stack">
        <p className="large">
          <strong>{what}</strong>
        </p>
        <p>{unchanged}</p>
        <p>{next}</p>
        <p className="muted">{t('failure.code', { code: failure.code })}</p>
      </div>
      {children}
      {failure.detail === '' ? null : (
        <More title={t('failure.detail')}>
          <pre className="mono wrapped">{failure.detail}</pre>
        </More>
      )}
    </Card>
  );
}
