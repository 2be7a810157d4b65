/** xterm.js as Lifeboat uses it: its colours, its size, and the keys that it leaves alone. */
import { FitAddon } from '@xterm/addon-fit';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { cycleRegions, isPageKey } from '../../keys.ts';

interface XtermOptions {
  /** Name of the field that takes what is typed. */
  inputLabel: string;
  /** Id of the text that says how to leave. */
  describedBy: string;
}

interface Xterm {
  terminal: Terminal;
  /** Fits columns and rows to the place. */
  fit: () => void;
  dispose: () => void;
}

const isWayOut = (event: KeyboardEvent): boolean =>
  event.ctrlKey && event.altKey && event.key.startsWith('Arrow');

/** Opens a terminal in `place` and keeps it fitted. */
export function openXterm(place: HTMLElement, { inputLabel, describedBy }: XtermOptions): Xterm {
  const style = getComputedStyle(document.documentElement);
  const terminal = new Terminal({
    allowProposedApi: true,
    fontFamily: style.getPropertyValue('--font-mono') || 'monospace',
    fontSize: Math.round(0.85 * Number.parseFloat(style.fontSize || '16')),
    lineHeight: 1.25,
    scrollback: 5000,
    minimumContrastRatio: 7,
    cursorBlink: false,
    theme: { background: '#0b141b', foreground: '#eef3f6', cursor: '#ffb066' },
  });
  const fitAddon = new FitAddon();
  terminal.loadAddon(fitAddon);
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  terminal.open(place);
  terminal.textarea?.setAttribute('aria-label', inputLabel);
  terminal.textarea?.setAttribute('aria-describedby', describedBy);
  terminal.attachCustomKeyEventHandler((event) => {
    if (isPageKey(event)) return false;
    if (!isWayOut(event)) return true;
    if (event.type === 'keydown') {
      event.preventDefault();
      cycleRegions(event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : -1);
    }
    return false;
  });
  const fit = (): void => {
    if (place.clientWidth > 0) fitAddon.fit();
  };
  fit();
  const observer = new ResizeObserver(fit);
  observer.observe(place);
  return {
    terminal,
    fit,
    dispose() {
      observer.disconnect();
      terminal.dispose();
    },
  };
}
