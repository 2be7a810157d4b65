/** The disks of this machine and what lies on them: a tree, and all that is known of one part. */
import { useMemo, useRef } from 'react';
import type { Machine } from '../../../core/model/machine.ts';
import { formatSize } from '../../i18n/quantities.ts';
import { useLanguage, useText } from '../../i18n/text.tsx';
import { useJob, useMachine, useSelection } from '../../state/stores.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Split } from '../../ui/split.tsx';
import { Tree, type TreeNode } from '../../ui/tree.tsx';
import { Looking } from '../diagnose/looking.tsx';
import { PartDetails } from './part-details.tsx';
import { countParts, findPart, listParts, type Part } from './parts.ts';
import { usePartWords } from './use-part-words.ts';

/** More parts than this are too many to meet at once: the disks are closed at first. */
const fewParts = 60;

export function Disks() {
  const t = useText();
  const machine = useMachine((state) => state.machine);
  const refresh = useMachine((state) => state.refresh);
  const job = useJob(useMachine((state) => state.jobId));
  if (machine === null) return <Looking job={job} />;
  return (
    <Screen title={t('disks.title')} lede={<p>{t('disks.lede')}</p>} isWide>
      {machine.disks.length === 0 ? <p>{t('disks.none')}</p> : <DiskTree machine={machine} />}
      <Actions>
        <Button isDisabled={job?.state === 'running'} onPress={() => void refresh()}>
          {t('what-happened.look-again')}
        </Button>
      </Actions>
    </Screen>
  );
}

function DiskTree({ machine }: { machine: Machine }) {
  const t = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  const wanted = useSelection(({ selected }) => selected.disks);
  const select = useSelection((state) => state.select);
  const parts = useMemo(() => listParts(machine), [machine]);
  const part = findPart(parts, ({ key }) => key === wanted) ?? parts[0];
  const nodes = useNodes(parts);
  if (part === undefined) return null;
  const onSelect = (key: string): void => {
    select({ screen: 'disks', key });
  };
  return (
    <Split
      list={
        <Tree
          label={t('disks.title')}
          nodes={nodes}
          selected={part.key}
          onSelect={onSelect}
          onOpen={(key) => {
            onSelect(key);
            heading.current?.focus();
          }}
          initiallyOpen={countParts(parts) > fewParts ? [] : listOpenable(parts)}
        />
      }
      details={<PartDetails ref={heading} machine={machine} part={part} />}
    />
  );
}

const listOpenable = (parts: readonly Part[]): string[] =>
  parts.flatMap(({ key, children }) =>
    children.length === 0 ? [] : [key, ...listOpenable(children)],
  );

function useNodes(parts: readonly Part[]): TreeNode[] {
  const words = usePartWords();
  const language = useLanguage();
  return useMemo(() => {
    const toNode = (part: Part): TreeNode => {
      const { name, kind, icon, sizeBytes, marks } = words(part);
      const size = sizeBytes === null ? [] : [formatSize(language, sizeBytes)];
      const note = [kind, ...size].join(' · ');
      return { key: part.key, name, note, icon, marks, children: part.children.map(toNode) };
    };
    return parts.map(toNode);
  }, [parts, words, language]);
}
