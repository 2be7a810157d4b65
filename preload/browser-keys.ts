/**
 * A browser has commands of its own on keys that a rescue system must not answer to: new windows,
 * printing, developer tools, closing. The page still sees each key.
 */
const plain = new Set(['F1', 'F3', 'F5', 'F7', 'F11', 'F12', 'BrowserBack', 'BrowserForward']);
const withControl = new Set(
  'd e f g h j k n o p q r s t u w + - = 0 1 2 3 4 5 6 7 8 9 F4 PageUp PageDown Tab'.split(' '),
);
const withAlt = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'F4', 'd', 'e', 'f']);

/** Whether the browser would act on this key by itself. */
export function isBrowserKey(event: {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}): boolean {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return withControl.has(key);
  return event.altKey ? withAlt.has(key) : plain.has(key);
}

/** Keeps the browser from acting on its own keys; call once per page. */
export function refuseBrowserKeys(): void {
  addEventListener(
    'keydown',
    (event) => {
      if (isBrowserKey(event)) event.preventDefault();
    },
    { capture: true },
  );
  addEventListener('contextmenu', (event) => {
    event.preventDefault();
  });
}
