/**
 * A keyboard on the screen, for a machine that has no other. Its keys take no focus, so what is typed
 * goes where the focus is; they are no stops for Tab, since whoever presses Tab has a keyboard.
 */
import { useEffect, useState, type ReactNode } from 'react';
import { keyRows, levelOf } from '../../../core/contract/keyboard-layout.ts';
import { useText } from '../../i18n/text.tsx';
import { useSettings } from '../../state/stores.tsx';
import { Icon } from '../../ui/icons.tsx';
import { compose, isDead } from './dead-keys.ts';
import { pressKey, typeText, type EditKey } from './type-into.ts';
import { useLayout } from './use-layout.ts';
import './screen-keyboard.css';

type Latch = 'off' | 'once' | 'locked';
const nextLatch: Readonly<Record<Latch, Latch>> = { off: 'once', once: 'locked', locked: 'off' };

interface KeyProps {
  children: ReactNode;
  onPress: () => void;
  label?: string;
  kind?: string;
  isOn?: boolean;
}

function Key({ children, onPress, label, kind = 'plain', isOn }: KeyProps) {
  return (
    <button
      type="button"
      className={`screen-key screen-key-${kind}`}
      tabIndex={-1}
      aria-label={label}
      aria-pressed={isOn}
      onPointerDown={(event) => {
        event.preventDefault();
      }}
      onMouseDown={(event) => {
        event.preventDefault();
      }}
      onClick={onPress}
    >
      {children}
    </button>
  );
}

export function ScreenKeyboard() {
  const isWanted = useSettings(({ settings }) => settings.screenKeyboard);
  return isWanted ? <Keyboard /> : null;
}

function Keyboard() {
  const t = useText();
  const layout = useLayout();
  const change = useSettings((state) => state.change);
  const [shift, setShift] = useState<Latch>('off');
  const [isAlt, setAlt] = useState(false);
  const [dead, setDead] = useState<string | null>(null);

  useEffect(() => {
    document.activeElement?.scrollIntoView({ block: 'nearest' });
  }, []);

  const type = (text: string): void => {
    if (shift === 'once') setShift('off');
    setAlt(false);
    if (isDead(text) && dead === null) {
      setDead(text);
      return;
    }
    setDead(null);
    typeText(dead === null ? text : compose(dead, text));
  };
  const edit = (key: EditKey): void => {
    setDead(null);
    pressKey(key);
  };
  const keysOf = (codes: readonly string[]): ReactNode =>
    codes.map((code) => {
      const levels = layout?.[code];
      if (levels === undefined) return null;
      const text = levelOf(levels, shift !== 'off', isAlt);
      return (
        <Key
          key={code}
          onPress={() => {
            if (text !== '') type(text);
          }}
        >
          {text}
        </Key>
      );
    });

  const [digits, upper, home, lower] = keyRows.map(keysOf);
  return (
    <section className="screen-keyboard" aria-label={t('keyboard.label')} dir="ltr">
      {layout === null ? <p>{t('keyboard.unavailable')}</p> : null}
      <div className="screen-keys">
        {digits}
        <Key kind="wide" label={t('keyboard.backspace')} onPress={() => edit('Backspace')}>
          <Icon name="backspace" />
        </Key>
      </div>
      <div className="screen-keys">{upper}</div>
      <div className="screen-keys">
        {home}
        <Key kind="wide" onPress={() => edit('Enter')}>
          {t('keyboard.enter')}
        </Key>
      </div>
      <div className="screen-keys">
        <Key
          kind={shift === 'locked' ? 'locked' : 'wide'}
          isOn={shift !== 'off'}
          onPress={() => {
            setShift(nextLatch[shift]);
          }}
        >
          {t('keyboard.shift')}
        </Key>
        {lower}
      </div>
      <div className="screen-keys">
        <Key
          kind="wide"
          isOn={isAlt}
          onPress={() => {
            setAlt(!isAlt);
          }}
        >
          AltGr
        </Key>
        <Key kind="space" label={t('keyboard.space')} onPress={() => type(' ')}>
          {' '}
        </Key>
        <Key label={t('keyboard.left')} onPress={() => edit('ArrowLeft')}>
          <Icon name="left" />
        </Key>
        <Key label={t('keyboard.right')} onPress={() => edit('ArrowRight')}>
          <Icon name="right" />
        </Key>
        <Key kind="wide" onPress={() => void change({ screenKeyboard: false })}>
          {t('keyboard.close')}
        </Key>
      </div>
    </section>
  );
}
