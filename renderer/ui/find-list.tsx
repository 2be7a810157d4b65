/**
 * A long list in sections of which one thing is chosen; the choice follows the focus, Enter goes to
 * the details. Above it: a field that filters by words, and a choice of states. Only the rows in
 * sight are drawn, and each still says the how-manieth of how many it is.
 */
import { useEffect, useRef, type ComponentProps } from 'react';
import {
  Collection,
  Header,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  ListLayout,
  SearchField,
  Virtualizer,
} from 'react-aria-components';
import { useAnnounce } from './announcer.tsx';
import { Icon, type IconName } from './icons.tsx';
import { Picker } from './picker.tsx';
import { RowText } from './row-text.tsx';
import type { Mark } from './state-mark.tsx';
import './rows.css';
import './find-list.css';

export interface Row {
  key: string;
  name: string;
  /** One quiet line: the reason of its state. */
  note: string;
  icon: IconName;
  marks: readonly Mark[];
}

export interface RowGroup {
  key: string;
  title: string;
  rows: readonly Row[];
}

interface FilterProps {
  label: string;
  text: string;
  onText: (text: string) => void;
  stateLabel: string;
  states: readonly { id: string; name: string }[];
  state: string;
  onState: (state: string) => void;
  /** How many are shown, in words; said once when the person pauses. */
  count: string;
}

const pauseMs = 600;

export function Filter(props: FilterProps) {
  useSpokenCount(props.count);
  return (
    <div className="filter" role="search" aria-label={props.label}>
      <SearchField className="filter-field" value={props.text} onChange={props.onText}>
        <Label>{props.label}</Label>
        <Input className="filter-input" />
      </SearchField>
      <Picker
        label={props.stateLabel}
        items={props.states}
        value={props.state}
        onChange={props.onState}
      />
      <p className="muted">{props.count}</p>
    </div>
  );
}

function useSpokenCount(count: string): void {
  const announce = useAnnounce();
  const said = useRef(count);
  useEffect(() => {
    if (said.current === count) return undefined;
    const timer = setTimeout(() => {
      said.current = count;
      announce(count);
    }, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [announce, count]);
}

interface FindListProps {
  label: string;
  groups: readonly RowGroup[];
  selected: string | null;
  onSelect: (key: string) => void;
  /** Enter, or a tap: to what is known of it. */
  onOpen: (key: string) => void;
}

export function FindList({ label, groups, selected, onSelect, onOpen }: FindListProps) {
  return (
    <Virtualizer
      layout={ListLayout}
      layoutOptions={{ estimatedRowSize: 72, estimatedHeadingSize: 40, padding: 6 }}
    >
      <ListBox
        className="rows"
        aria-label={label}
        items={groups}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={selected === null ? [] : [selected]}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : keys;
          if (key !== undefined) onSelect(String(key));
        }}
        onAction={(key) => {
          onOpen(String(key));
        }}
      >
        {renderGroup}
      </ListBox>
    </Virtualizer>
  );
}

function renderGroup(group: RowGroup) {
  const of = group.rows.length;
  const items = group.rows.map((row, index) => ({ id: row.key, row, place: index + 1, of }));
  return (
    <ListBoxSection id={group.key}>
      <Header className="rows-title">{group.title}</Header>
      <Collection items={items}>{renderRow}</Collection>
    </ListBoxSection>
  );
}

/**
 * Rows come into sight before their heights are known; what has the focus must stay in sight. By then
 * it may have gone on to something else.
 */
function keepInSight(row: Element): void {
  requestAnimationFrame(() => {
    requestAnimationFrame(() => {
      if (row === document.activeElement) row.scrollIntoView({ block: 'nearest' });
    });
  });
}

interface PlacedRow {
  row: Row;
  /** The how-manieth of its group it is. */
  place: number;
  of: number;
}

/** One name holds all that the row shows, in whole words and in its order. */
const renderRow = ({ row, place, of }: PlacedRow) => (
  <ListBoxItem
    id={row.key}
    textValue={row.name}
    aria-label={[row.name, ...row.marks.map(({ word }) => word), row.note].join(', ')}
    className="row-item"
    onFocus={({ target }) => {
      keepInSight(target);
    }}
    // A virtual list counts titles in and sets the sum of all groups beside the place in one.
    render={(props) => (
      <div {...(props as ComponentProps<'div'>)} aria-posinset={place} aria-setsize={of} />
    )}
  >
    <Icon name={row.icon} />
    <RowText name={row.name} marks={row.marks} note={row.note} />
  </ListBoxItem>
);
