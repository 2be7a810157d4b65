/** What would be different, in words, before anything is done. */
import { useState } from 'react';
import type { Machine } from '../../../core/model/machine.ts';
import type { Plan, Step, Warning } from '../../../core/model/plan.ts';
import { useSay, useText } from '../../i18n/text.tsx';
import { findInterruptedRun } from '../../state/records.ts';
import { useNavigation, useRollback, useSettings } from '../../state/stores.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { More } from '../../ui/more.tsx';
import { Screen, Section } from '../../ui/screen.tsx';
import { getIcon, useAimWords } from './aim-words.ts';
import { BeforeAfter } from './before-after.tsx';
import { NothingToDo } from './nothing-to-do.tsx';
import { OpenForWriting } from './open-for-writing.tsx';
import { OperatorField } from './operator-field.tsx';
import { useReadOnlyDisk } from './use-read-only-disk.ts';

/** Warnings that speak of something that may be missed afterwards. */
const losses = new Set([
  'plan.warning.state-newer',
  'plan.warning.tpm',
  'plan.warning.no-replacement',
  'plan.warning.moved-on',
]);
const isLoss = ({ message }: Warning) => losses.has(message);
/** That a run was cut off is told with commands; on the screens the way on is offered instead. */
const isShown = ({ message }: Warning) => message !== 'plan.warning.interrupted';

export function Preview({ machine, plan }: { machine: Machine; plan: Plan }) {
  const t = useText();
  const say = useSay();
  const back = useNavigation((state) => state.back);
  const apply = useRollback((state) => state.apply);
  const readOnly = useSettings(({ info }) => info.readOnly);
  const [isAsking, setAsking] = useState(false);
  const [operator, setOperator] = useState('');
  const readOnlyDisk = useReadOnlyDisk(machine, plan);
  const words = useAimWords(machine)(plan, plan);
  const run = findInterruptedRun(machine);
  // A run that was cut off after its last step has still to be closed, by an empty plan.
  const isClosing = run !== null && plan.steps.length === 0;

  if (plan.steps.length === 0 && !isClosing) return <NothingToDo plan={plan} words={words} />;

  const toWords = ({ message, params, sentence }: Warning | Step) => say(message, params, sentence);
  const shown = plan.warnings.filter(isShown);
  const lost = shown.filter(isLoss).map(toWords);
  const known = shown.filter((warning) => !isLoss(warning)).map(toWords);
  return (
    <Screen title={words.say('do')} lede={<p>{t('go-back.lede')}</p>}>
      <BeforeAfter machine={machine} plan={plan} name={words.name} />
      {lost.length === 0 ? null : (
        <Section title={t('go-back.lost')}>
          <ul>
            {lost.map((sentence) => (
              <li key={sentence}>
                <strong>{sentence}</strong>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('go-back.steps')}>
        {isClosing ? <p>{t('go-back.close')}</p> : null}
        <ol>
          {plan.steps.map((step) => (
            <li key={step.id}>{toWords(step)}</li>
          ))}
        </ol>
      </Section>
      {known.length === 0 ? null : (
        <Section title={t('go-back.good-to-know')}>
          <ul>
            {known.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Section>
      )}
      {readOnly ? <p>{t('start.read-only')}</p> : null}
      {readOnlyDisk === null ? null : <OpenForWriting disk={readOnlyDisk} />}
      <Actions>
        <Button
          kind="primary"
          icon={getIcon(plan.goal)}
          isDisabled={readOnly || readOnlyDisk !== null}
          onPress={() => {
            setAsking(true);
          }}
        >
          {words.say('do')}
        </Button>
        <Button onPress={back}>{t('go-back.leave')}</Button>
      </Actions>
      <More title={t('go-back.more.person')}>
        <OperatorField value={operator} onChange={setOperator} />
      </More>
      <Confirm
        isOpen={isAsking}
        title={words.say('ask')}
        action={words.say('do')}
        onCancel={() => {
          setAsking(false);
        }}
        onConfirm={() => {
          setAsking(false);
          const name = operator.trim();
          void apply(plan, name === '' ? null : name);
        }}
      >
        <p>{words.say('then')}</p>
        {lost.map((sentence) => (
          <p key={sentence}>
            <strong>{sentence}</strong>
          </p>
        ))}
        {lost.length === 0 ? <p>{t('go-back.nothing-lost')}</p> : null}
      </Confirm>
    </Screen>
  );
}
