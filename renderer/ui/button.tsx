/** Buttons name a verb and its object. One per screen is primary: the way that is recommended. */
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { Icon, type IconName } from './icons.tsx';
import './button.css';

interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className'> {
  children: ReactNode;
  kind?: 'primary' | 'secondary' | 'quiet';
  icon?: IconName;
  /** Where the icon stands: after the words it points onward. */
  iconSide?: 'before' | 'after';
}

export function Button({
  children,
  kind = 'secondary',
  icon,
  iconSide = 'before',
  ...rest
}: ButtonProps) {
  return (
    <AriaButton {...rest} className={`button button-${kind}`}>
      {icon !== undefined && iconSide === 'before' ? <Icon name={icon} /> : null}
      <span>{children}</span>
      {icon !== undefined && iconSide === 'after' ? <Icon name={icon} /> : null}
    </AriaButton>
  );
}

/** Buttons side by side that wrap where there is no room. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className="actions">{children}</div>;
}
