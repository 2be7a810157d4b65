/** On or off, with the word beside the slider. */
import type { ReactNode } from 'react';
import { SwitchButton, SwitchField } from 'react-aria-components';
import './toggle.css';

interface ToggleProps {
  children: ReactNode;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  isDisabled?: boolean;
  /** Id of the text that explains it. */
  describedBy?: string;
}

export function Toggle({ children, isOn, onChange, isDisabled = false, describedBy }: ToggleProps) {
  return (
    <SwitchField
      className="toggle-field"
      isSelected={isOn}
      onChange={onChange}
      isDisabled={isDisabled}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
    >
      <SwitchButton className="toggle">
        <span className="toggle-track" aria-hidden="true">
          <span className="toggle-knob" />
        </span>
        <span>{children}</span>
      </SwitchButton>
    </SwitchField>
  );
}
