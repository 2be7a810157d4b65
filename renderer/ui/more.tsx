/** More for those who want it, one key away and out of the way of everybody else. */
import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel } from 'react-aria-components';
import { Icon } from './icons.tsx';
import './more.css';

/** What is inside is made only while it is open. */
export function More({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Disclosure className="more">
      {({ isExpanded }) => (
        <>
          <Button slot="trigger" className="more-button">
            <Icon name="down" />
            <span>{title}</span>
          </Button>
          <DisclosurePanel className="more-panel">{isExpanded ? children : null}</DisclosurePanel>
        </>
      )}
    </Disclosure>
  );
}
