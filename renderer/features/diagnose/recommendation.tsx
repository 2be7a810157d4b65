/** The one way that is recommended, as the big action, with what it will mean said before it. */
import { useId } from 'react';
import type { Diagnosis } from '../../../core/diagnosis.ts';
import type { Machine } from '../../../core/model/machine.ts';
import { useSay, useText } from '../../i18n/text.tsx';
import { findInterruptedRun } from '../../state/records.ts';
import { useNavigation } from '../../state/stores.tsx';
import { useAim } from '../../state/use-aim.ts';
import { isUsefulLocked } from '../../state/volumes.ts';
import { Actions, Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Section } from '../../ui/screen.tsx';
import { getIcon, useAimWords } from '../go-back/aim-words.ts';

interface RecommendationProps {
  diagnosis: Diagnosis;
  machine: Machine;
}

export function Recommendation({ diagnosis, machine }: RecommendationProps) {
  const t = useText();
  const say = useSay();
  const go = useNavigation((state) => state.go);
  const aimAt = useAim();
  const why = useId();
  const words = useAimWords(machine);
  const { recommendation, noRecommendation } = diagnosis;

  if (recommendation === null)
    return (
      <Card>
        {noRecommendation === null ? null : (
          <p className="large">{say(noRecommendation.message, noRecommendation.params)}</p>
        )}
        <Actions>
          <Button
            icon="restart"
            onPress={() => {
              go('restart');
            }}
          >
            {t('way.restart')}
          </Button>
        </Actions>
      </Card>
    );

  const { goal, target, reason } = recommendation;
  const what = words({ goal, target }).say('do');
  // A change that was cut off can be finished, which is recommended, or taken back.
  const run = findInterruptedRun(machine);
  const isFinishing = run?.aim.goal === goal && run.aim.target === target;
  return (
    <Card tone="recommended">
      <Section title={t('recommendation.title')}>
        <div id={why} className="stack">
          <p>{say(reason.message, reason.params)}</p>
          <p>
            {isUsefulLocked(machine)
              ? t('recommendation.unlock-first')
              : t('recommendation.preview-first')}
          </p>
        </div>
        <Actions>
          <Button
            kind="primary"
            icon={getIcon(goal)}
            aria-describedby={why}
            onPress={() => {
              aimAt({ goal, target });
            }}
          >
            {isFinishing ? t('go-back.interrupted.finish', { name: what }) : what}
          </Button>
          {isFinishing ? (
            <Button
              onPress={() => {
                aimAt({ goal: 'undo', target: run.id });
              }}
            >
              {t('go-back.interrupted.undo')}
            </Button>
          ) : null}
        </Actions>
      </Section>
    </Card>
  );
}
