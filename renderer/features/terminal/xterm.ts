/**
 * xterm.js as Lifeboat uses it: its colours, its size and what it is called. It is a third of the
 * page's code and rarely looked at, so this module is loaded with the first terminal.
 */
import { FitAddon } from '@xterm/addon-fit';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';

interface XtermOptions {
  /** Name of the field that takes what is typed. */
  inputLabel: string;
  /** Id of the text that says how to leave. */
  describedBy: string;
  /** Whether a key belongs to the page and not to the program; it may act on it. */
  isKeyOfPage: (event: KeyboardEvent) => boolean;
}

export interface Xterm {
  terminal: Terminal;
  /** Fits columns and rows to the place. */
  fit: () => void;
  dispose: () => void;
}

/** Opens a terminal in `place` and keeps it fitted. */
export function openXterm(place: HTMLElement, options: XtermOptions): Xterm {
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
  terminal.textarea?.setAttribute('aria-label', options.inputLabel);
  terminal.textarea?.setAttribute('aria-describedby', options.describedBy);
  terminal.attachCustomKeyEventHandler((event) => !options.isKeyOfPage(event));
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
