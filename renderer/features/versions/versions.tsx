/** Everything that this machine could start, what each is made of, and why it is judged so. */
import { useText } from '../../i18n/text.tsx';
import { useJob, useMachine } from '../../state/stores.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { Screen, Section } from '../../ui/screen.tsx';
import { Looking } from '../diagnose/looking.tsx';
import { ExtensionItem } from './extension-item.tsx';
import { ImageItem } from './image-item.tsx';
import { VersionCard } from './version-card.tsx';

export function Versions() {
  const t = useText();
  const machine = useMachine((state) => state.machine);
  const refresh = useMachine((state) => state.refresh);
  const job = useJob(useMachine((state) => state.jobId));
  if (machine === null) return <Looking job={job} />;
  const isLooking = job?.state === 'running';
  return (
    <Screen title={t('versions.title')} lede={<p>{t('versions.lede')}</p>}>
      {machine.versions.length === 0 ? <p>{t('versions.none')}</p> : null}
      <ul className="plain-list">
        {machine.versions.map((version) => (
          <li key={version.id}>
            <VersionCard machine={machine} version={version} />
          </li>
        ))}
      </ul>
      <Section title={t('versions.extensions')}>
        <p className="muted">{t('versions.extensions.note')}</p>
        {machine.extensions.length === 0 ? (
          <p>{t('versions.extensions.none')}</p>
        ) : (
          <ul className="plain-list">
            {machine.extensions.map((extension) => (
              <li key={extension.path}>
                <ExtensionItem machine={machine} extension={extension} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('versions.images')}>
        <p className="muted">{t('versions.images.note')}</p>
        {machine.images.length === 0 ? (
          <p>{t('versions.images.none')}</p>
        ) : (
          <ul className="plain-list">
            {machine.images.map((image) => (
              <li key={image.path}>
                <ImageItem machine={machine} image={image} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Actions>
        <Button isDisabled={isLooking} onPress={() => void refresh()}>
          {t('what-happened.look-again')}
        </Button>
      </Actions>
    </Screen>
  );
}
