/** What would be different, in words, before anything is done. */
import { useState } from 'react';
import type { Machine } from '../../../core/model/machine.ts';
import type { Plan } from '../../../core/model/plan.ts';
import { useSay, useText } from '../../i18n/text.tsx';
import { useNavigation, useRollback, useSettings } from '../../state/stores.tsx';
import { nameVersion } from '../../state/versions.ts';
import { Actions, Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Screen, Section } from '../../ui/screen.tsx';
import { BeforeAfter } from './before-after.tsx';

export function Preview({ machine, plan }: { machine: Machine; plan: Plan }) {
  const t = useText();
  const say = useSay();
  const back = useNavigation((state) => state.back);
  const go = useNavigation((state) => state.go);
  const apply = useRollback((state) => state.apply);
  const readOnly = useSettings(({ info }) => info.readOnly);
  const [isAsking, setAsking] = useState(false);
  const version = nameVersion(machine, plan.target);

  if (plan.steps.length === 0)
    return (
      <Screen
        title={t('go-back.title', { version })}
        lede={<p>{t('go-back.nothing-to-do', { version })}</p>}
      >
        <Actions>
          <Button
            kind="primary"
            icon="restart"
            onPress={() => {
              go('restart');
            }}
          >
            {t('way.restart')}
          </Button>
        </Actions>
      </Screen>
    );

  const warnings = plan.warnings.map(({ message, params, sentence }) =>
    say(message, params, sentence),
  );
  return (
    <Screen title={t('go-back.title', { version })} lede={<p>{t('go-back.lede')}</p>}>
      <BeforeAfter machine={machine} target={plan.target} />
      <Section title={t('go-back.steps')}>
        <ol>
          {plan.steps.map(({ id, message, params, sentence }) => (
            <li key={id}>{say(message, params, sentence)}</li>
          ))}
        </ol>
      </Section>
      {warnings.length === 0 ? null : (
        <Section title={t('go-back.good-to-know')}>
          <ul>
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Section>
      )}
      {readOnly ? <p>{t('start.read-only')}</p> : null}
      <Actions>
        <Button
          kind="primary"
          icon="go-back"
          isDisabled={readOnly}
          onPress={() => {
            setAsking(true);
          }}
        >
          {t('go-back.action', { version })}
        </Button>
        <Button onPress={back}>{t('go-back.leave')}</Button>
      </Actions>
      <Confirm
        isOpen={isAsking}
        title={t('go-back.confirm.title', { version })}
        action={t('go-back.action', { version })}
        onCancel={() => {
          setAsking(false);
        }}
        onConfirm={() => {
          setAsking(false);
          void apply(plan);
        }}
      >
        <p>{t('go-back.confirm.text', { version })}</p>
        {warnings.map((warning) => (
          <p key={warning}>{warning}</p>
        ))}
      </Confirm>
    </Screen>
  );
}
