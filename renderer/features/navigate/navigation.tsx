/** The screens by name: the way through the rescue first, closer looks after it. */
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Screen } from '../../../core/contract/ipc.ts';
import { useText } from '../../i18n/text.tsx';
import { useNavigation } from '../../state/stores.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Mark } from './mark.tsx';
import './navigation.css';

const way: readonly Screen[] = ['start', 'what-happened', 'unlock', 'go-back', 'restart'];
const closer: readonly Screen[] = ['versions', 'disks', 'terminal'];

export function Navigation() {
  const t = useText();
  const screen = useNavigation((state) => state.screen);
  const go = useNavigation((state) => state.go);
  const [isOpen, setOpen] = useState(false);

  const list = (label: string, screens: readonly Screen[]) => (
    <div className="nav-group">
      <h2 className="nav-label">{label}</h2>
      <ul className="nav-list">
        {screens.map((name) => (
          <li key={name}>
            <Button
              className="nav-item"
              {...(name === screen
                ? { 'aria-current': 'page' as const, 'data-region-focus': '' }
                : {})}
              onPress={() => {
                setOpen(false);
                go(name);
              }}
            >
              <Icon name={name} />
              <span>{t(`screen.${name}`)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );

  return (
    <nav className="nav" aria-label={t('nav.label')} data-region="">
      <div className="nav-head">
        <Mark />
        <Button
          className="nav-menu"
          aria-expanded={isOpen}
          data-region-focus=""
          onPress={() => {
            setOpen(!isOpen);
          }}
        >
          <Icon name="menu" />
          <span>{t('nav.menu')}</span>
        </Button>
      </div>
      <div className={isOpen ? 'nav-lists nav-lists-open' : 'nav-lists'}>
        {list(t('nav.way'), way)}
        {list(t('nav.closer'), closer)}
      </div>
    </nav>
  );
}
