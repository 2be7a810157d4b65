/** The filter of the list: words that an item must all contain, and a state. */
import { useMemo, useState } from 'react';
import { findNextStart } from '../../../core/inspect/next-start.ts';
import type { Machine } from '../../../core/model/machine.ts';
import { useLanguage, useText } from '../../i18n/text.tsx';
import type { Row, RowGroup } from '../../ui/find-list.tsx';
import { itemStates, listHandles, listItems, type Item, type ItemKind } from './items.ts';
import { useItemWords } from './use-item-words.ts';

const kinds = ['version', 'extension', 'image'] as const satisfies ItemKind[];

interface Listed {
  item: Item;
  row: Row;
  /** Everything that the words of the filter are looked for in, in small letters. */
  haystack: string;
}

/** Everything that can be listed, with its row; made once for a machine and a language. */
function useListed(machine: Machine): Listed[] {
  const t = useText();
  const language = useLanguage();
  const words = useItemWords(machine);
  return useMemo(() => {
    const next = findNextStart(machine);
    return listItems(machine).map((item) => {
      const { reason, state, icon } = words(item);
      const isNext = item.kind === 'version' && item.version === next;
      const marks: Row['marks'] = [
        ...(state === null ? [] : [state]),
        ...(isNext ? [{ state: 'next' as const, word: t('versions.starts-next') }] : []),
      ];
      const found = [
        ...listHandles(item),
        reason,
        t(`versions.kind.${item.kind}`),
        ...marks.map(({ word }) => word),
      ];
      return {
        item,
        row: { key: item.key, name: item.name, note: reason, icon, marks },
        haystack: found.join('\n').toLocaleLowerCase(language),
      };
    });
  }, [machine, words, t, language]);
}

/** The list as the filter leaves it, and the filter's own state. */
export function useFilter(machine: Machine) {
  const t = useText();
  const language = useLanguage();
  const [text, setText] = useState('');
  const [state, setState] = useState('all');
  const listed = useListed(machine);
  const shown = useMemo(() => {
    const words = text.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
    return listed.filter(
      ({ item, haystack }) =>
        (state === 'all' || item.state === state) && words.every((word) => haystack.includes(word)),
    );
  }, [listed, text, state, language]);
  const groups = useMemo(
    () =>
      kinds.flatMap((kind): RowGroup[] => {
        const rows = shown.filter(({ item }) => item.kind === kind).map(({ row }) => row);
        const title = t(`versions.group.${kind}`, { count: rows.length });
        return rows.length === 0 ? [] : [{ key: kind, title, rows }];
      }),
    [shown, t],
  );
  const states = useMemo(() => {
    const there = itemStates.filter((one) => listed.some(({ item }) => item.state === one));
    return ['all' as const, ...there].map((id) => ({ id, name: t(`filter.state.${id}`) }));
  }, [listed, t]);
  return {
    items: listed.map(({ item }) => item),
    shown: shown.map(({ item }) => item),
    groups,
    filter: {
      text,
      onText: setText,
      states,
      state,
      onState: setState,
      count: t('filter.count', { shown: shown.length, all: listed.length }),
    },
  };
}
