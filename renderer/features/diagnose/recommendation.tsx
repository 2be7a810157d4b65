/** The one way that is recommended, as the big action, with what it will mean said before it. */
import { useId } from 'react';
import type { Diagnosis } from '../../../core/diagnosis.ts';
import type { Machine } from '../../../core/model/machine.ts';
import { useSay, useText } from '../../i18n/text.tsx';
import { useNavigation } from '../../state/stores.tsx';
import { useGoBack } from '../../state/use-go-back.ts';
import { nameVersion } from '../../state/versions.ts';
import { findLockedVolumes } from '../../state/volumes.ts';
import { Actions, Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Section } from '../../ui/screen.tsx';

interface RecommendationProps {
  diagnosis: Diagnosis;
  machine: Machine;
}

export function Recommendation({ diagnosis, machine }: RecommendationProps) {
  const t = useText();
  const say = useSay();
  const go = useNavigation((state) => state.go);
  const goBackTo = useGoBack();
  const why = useId();
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

  const version = nameVersion(machine, recommendation.target);
  return (
    <Card tone="recommended">
      <Section title={t('recommendation.title')}>
        <div id={why} className="stack">
          <p>{say(recommendation.reason.message, recommendation.reason.params)}</p>
          <p>
            {findLockedVolumes(machine).length > 0
              ? t('recommendation.unlock-first')
              : t('recommendation.preview-first')}
          </p>
        </div>
        <Actions>
          <Button
            kind="primary"
            icon="go-back"
            aria-describedby={why}
            onPress={() => {
              goBackTo(recommendation.target);
            }}
          >
            {t('go-back.action', { version })}
          </Button>
        </Actions>
      </Section>
    </Card>
  );
}
