/** One of many: a button with the choice on it that opens the list; typing a letter jumps in it. */
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
} from 'react-aria-components';
import { Icon } from './icons.tsx';
import './picker.css';

interface PickerProps {
  label: string;
  items: readonly { id: string; name: string }[];
  value: string;
  onChange: (id: string) => void;
}

export function Picker({ label, items, value, onChange }: PickerProps) {
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
        <ListBox items={items}>
          {(item) => (
            <ListBoxItem className="picker-item" textValue={item.name}>
              {item.name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
