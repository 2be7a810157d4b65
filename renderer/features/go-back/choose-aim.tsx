/** What can be done, the recommended way first, where nothing was chosen or the choice can't be had. */
import { useMemo } from 'react';
import { diagnose } from '../../../core/diagnosis.ts';
import type { Machine, Version } from '../../../core/model/machine.ts';
import { useText } from '../../i18n/text.tsx';
import { useNavigation } from '../../state/stores.tsx';
import type { Aim } from '../../state/rollback.ts';
import { useAim } from '../../state/use-aim.ts';
import { isReturnable } from '../../state/versions.ts';
import { Actions, Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Screen, Section } from '../../ui/screen.tsx';
import { VersionState } from '../../ui/version-state.tsx';
import { Recommendation } from '../diagnose/recommendation.tsx';
import { useAimWords } from './aim-words.ts';
import { EarlierChanges } from './earlier-changes.tsx';

interface Offer {
  version: Version;
  goals: Aim['goal'][];
}

/** What can be offered for each version, without what is recommended already. */
function listOffers({ versions }: Machine, recommended: Aim | null): Offer[] {
  const systems = versions.filter(({ isLifeboat, complete }) => !isLifeboat && complete);
  const isLastResort = systems.every(({ state }) => state === 'bad');
  return (
    systems
      .map((version): Offer => {
        const canReturn = isReturnable(version) || (isLastResort && version.state === 'bad');
        const goals: Aim['goal'][] = [
          ...(canReturn ? (['rollback'] as const) : []),
          ...(isReturnable(version) ? (['once'] as const) : []),
          ...(version.isDefault && version.state === 'indeterminate' ? (['keep'] as const) : []),
        ];
        const isTold = (goal: Aim['goal']) =>
          recommended?.goal === goal && recommended.target === version.id;
        return { version, goals: goals.filter((goal) => !isTold(goal)) };
      })
      .filter(({ goals }) => goals.length > 0)
      // What changes what starts comes before staying with what may have failed.
      .sort((a, b) => Number(a.goals.includes('keep')) - Number(b.goals.includes('keep')))
  );
}

interface ChooseAimProps {
  machine: Machine;
  /** True when it stands on a screen that has a heading already. */
  isPart?: boolean;
  /** What cannot be had, so that it is not offered again. */
  refused?: Aim;
}

export function ChooseAim({ machine, isPart = false, refused }: ChooseAimProps) {
  const t = useText();
  const diagnosis = useMemo(() => diagnose(machine), [machine]);
  const { recommendation } = diagnosis;
  const isRefused =
    recommendation?.goal === refused?.goal && recommendation?.target === refused?.target;
  const offers = listOffers(machine, refused ?? recommendation);
  const isRecommended = recommendation !== null && !isRefused;
  const isNothing = offers.length === 0 && !isRecommended;
  const lede = t(isNothing ? 'go-back.choose.none' : 'go-back.choose.lede');
  const list = (
    <>
      {isPart && !isNothing ? <p>{lede}</p> : null}
      {isRecommended ? <Recommendation diagnosis={diagnosis} machine={machine} /> : null}
      {offers.length === 0 ? null : (
        <Section title={t('go-back.other-ways')}>
          <ul className="plain-list">
            {offers.map((offer) => (
              <li key={offer.version.id}>
                <OfferCard machine={machine} {...offer} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <EarlierChanges machine={machine} />
      <SeeVersions />
    </>
  );
  return isPart ? (
    list
  ) : (
    <Screen title={t('screen.go-back')} lede={<p>{lede}</p>}>
      {list}
    </Screen>
  );
}

function OfferCard({ machine, version, goals }: Offer & { machine: Machine }) {
  const aimAt = useAim();
  const words = useAimWords(machine);
  return (
    <Card>
      <div className="row">
        <h3>{version.name}</h3>
        <VersionState version={version} />
      </div>
      <Actions>
        {goals.map((goal) => {
          const aim = { goal, target: version.id };
          return (
            <Button
              key={goal}
              onPress={() => {
                aimAt(aim);
              }}
            >
              {words(aim).say('do')}
            </Button>
          );
        })}
      </Actions>
    </Card>
  );
}

function SeeVersions() {
  const t = useText();
  const go = useNavigation((state) => state.go);
  return (
    <Actions>
      <Button
        kind="quiet"
        icon="versions"
        onPress={() => {
          go('versions');
        }}
      >
        {t('way.versions')}
      </Button>
    </Actions>
  );
}
