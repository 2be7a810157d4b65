/**
 * One of many: a button with the choice on it that opens the list. Typing a letter jumps in it; a
 * list of hundreds has a field above it instead that leaves what has the words in its name.
 */
import { useRef } from 'react';
import {
  Autocomplete,
  Button,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SearchField,
  Select,
  SelectValue,
} from 'react-aria-components';
import { Icon } from './icons.tsx';
import './picker.css';

interface Item {
  id: string;
  name: string;
}

interface PickerProps {
  label: string;
  items: readonly Item[];
  value: string;
  onChange: (id: string) => void;
  /** Where the list can be searched: the field's name, and what to say when nothing is left. */
  search?: { label: string; none: string };
}

const fold = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Whether each word of the search stands somewhere in the name, accents and capitals aside. */
export const hasWords = (name: string, search: string): boolean =>
  fold(search)
    .split(/\s+/)
    .every((word) => fold(name).includes(word));

export function Picker({ label, items, value, onChange, search }: PickerProps) {
  return (
    <Select
      className="picker"
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
    >
      <Label>{label}</Label>
      <Button className="picker-button">
        <SelectValue />
        <Icon name="down" />
      </Button>
      <Popover className="picker-list">
        {search === undefined ? (
          <Items items={items} />
        ) : (
          <SearchedItems items={items} search={search} />
        )}
      </Popover>
    </Select>
  );
}

function SearchedItems({ items, search }: Required<Pick<PickerProps, 'items' | 'search'>>) {
  // The words filter what is shown; an item is found by its name and by its short id ("de").
  const names = useRef(new Map(items.map(({ id, name }) => [name, id])));
  return (
    <Autocomplete
      filter={(name, words) => hasWords(`${name} ${names.current.get(name) ?? ''}`, words)}
    >
      {/* eslint-disable-next-line jsx-a11y/no-autofocus -- the list was opened to search in it */}
      <SearchField className="picker-search" aria-label={search.label} autoFocus>
        <Icon name="search" />
        <Input className="picker-search-input" placeholder={search.label} />
      </SearchField>
      <Items items={items} none={search.none} />
    </Autocomplete>
  );
}

function Items({ items, none }: { items: readonly Item[]; none?: string }) {
  return (
    <ListBox
      items={items}
      renderEmptyState={() => <span className="picker-none">{none ?? ''}</span>}
    >
      {(item) => (
        <ListBoxItem className="picker-item" textValue={item.name}>
          {item.name}
        </ListBoxItem>
      )}
    </ListBox>
  );
}
