/** More for those who want it, one key away and out of the way of everybody else. */
import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel } from 'react-aria-components';
import { Icon } from './icons.tsx';
import './more.css';

export function More({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Disclosure className="more">
      <Button slot="trigger" className="more-button">
        <Icon name="down" />
        <span>{title}</span>
      </Button>
      <DisclosurePanel className="more-panel">{children}</DisclosurePanel>
    </Disclosure>
  );
}
