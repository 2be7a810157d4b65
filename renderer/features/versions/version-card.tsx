import type { Machine, Version } from '../../../core/model/machine.ts';
import { formatTime } from '../../i18n/quantities.ts';
import { useLanguage, useText } from '../../i18n/text.tsx';
import { useGoBack } from '../../state/use-go-back.ts';
import { findParts, isReturnable } from '../../state/versions.ts';
import { Actions, Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import { More } from '../../ui/more.tsx';
import { VersionState } from '../../ui/version-state.tsx';

/** One version: its state and why, whether it starts next, what it is made of. */
export function VersionCard({ machine, version }: { machine: Machine; version: Version }) {
  const t = useText();
  const language = useLanguage();
  const goBackTo = useGoBack();
  const { entry, images, extensions } = findParts(machine, version);
  const names = (parts: readonly { name: string }[]): string =>
    parts.length === 0 ? t('versions.parts.none') : parts.map(({ name }) => name).join(', ');
  return (
    <Card>
      <div className="row">
        <h2>{version.name}</h2>
        <VersionState version={version} />
        {version.isDefault ? <strong>{t('versions.starts-next')}</strong> : null}
      </div>
      <p>{useReason(version, entry?.counter ?? null)}</p>
      {isReturnable(version) ? (
        <Actions>
          <Button
            icon="go-back"
            onPress={() => {
              goBackTo(version.id);
            }}
          >
            {t('go-back.action', { version: version.name })}
          </Button>
        </Actions>
      ) : null}
      <More title={t('versions.parts', { version: version.name })}>
        <Facts
          facts={[
            [t('versions.parts.entry'), <code key="entry">{entry?.path ?? version.entryId}</code>],
            [t('versions.images'), names(images)],
            [t('versions.extensions'), names(extensions)],
            [
              t('versions.last-booted'),
              version.lastBooted === null
                ? t('versions.last-booted.unknown')
                : formatTime(language, version.lastBooted),
            ],
          ]}
        />
      </More>
    </Card>
  );
}

/** Why a version is judged as it is, in one sentence. */
function useReason(version: Version, counter: { left: number; done: number } | null): string {
  const t = useText();
  if (version.isLifeboat) return t('reason.lifeboat');
  if (!version.complete) return t('reason.incomplete', { missing: version.missing.join(', ') });
  const done = counter?.done ?? 0;
  if (version.state === 'good') return t('reason.good');
  if (version.state === 'bad') return t('reason.bad', { done });
  return t('reason.indeterminate', { done, left: counter?.left ?? 0 });
}
