/** On or off, with the word beside the slider. */
import type { ReactNode } from 'react';
import { Switch } from 'react-aria-components';
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
    <Switch
      className="toggle"
      isSelected={isOn}
      onChange={onChange}
      isDisabled={isDisabled}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
    >
      <span className="toggle-track" aria-hidden="true">
        <span className="toggle-knob" />
      </span>
      <span>{children}</span>
    </Switch>
  );
}
