/** One of a few: tiles that are radio buttons, so arrow keys choose and the choice is spoken. */
import type { ReactNode } from 'react';
import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import './choice.css';

export interface Option<T extends string> {
  value: T;
  label: string;
  /** A line under the label. */
  note?: string;
  /** Language of the label where it is not the page's. */
  lang?: string;
  picture?: ReactNode;
}

interface ChoiceProps<T extends string> {
  label: string;
  options: readonly Option<T>[];
  value: T;
  onChange: (value: T) => void;
  isDisabled?: boolean;
  /** Tiles under one another instead of beside. */
  isStacked?: boolean;
}

export function Choice<T extends string>({
  label,
  options,
  value,
  onChange,
  isDisabled = false,
  isStacked = false,
}: ChoiceProps<T>) {
  const pick = (picked: string): void => {
    const option = options.find((candidate) => candidate.value === picked);
    if (option !== undefined) onChange(option.value);
  };
  return (
    <RadioGroup
      className={isStacked ? 'choice choice-stacked' : 'choice'}
      value={value}
      onChange={pick}
      orientation={isStacked ? 'vertical' : 'horizontal'}
      isDisabled={isDisabled}
    >
      <Label>{label}</Label>
      <div className="choice-tiles">
        {options.map((option) => (
          <RadioField key={option.value} value={option.value} className="choice-field">
            <RadioButton className="choice-tile">
              <span className="choice-dot" aria-hidden="true" />
              {option.picture}
              <span className="choice-text">
                <span lang={option.lang}>{option.label}</span>
                {option.note === undefined ? null : (
                  <span className="choice-note">{option.note}</span>
                )}
              </span>
            </RadioButton>
          </RadioField>
        ))}
      </div>
    </RadioGroup>
  );
}
