/**
 * In the distribution's Chromium the bridge stands on two names that the main process and this
 * script share: a binding that carries a request out, and a function that takes batches in. The
 * binding is captured and removed before any script of the page runs.
 */
import { bridgeName, type Bridge } from './bridge.ts';
import { refuseBrowserKeys } from './browser-keys.ts';

type Incoming =
  | { kind: 'reply'; id: number; value?: unknown; error?: string }
  | { kind: 'event'; channel: string; payload: unknown };

const page = globalThis as unknown as Record<string, unknown>;
const send = page['__lifeboatSend'] as (request: string) => void;
delete page['__lifeboatSend'];

const pending = new Map<
  number,
  { resolve: (value: unknown) => void; reject: (e: Error) => void }
>();
const listeners = new Map<string, Set<(payload: unknown) => void>>();
let lastId = 0;

function receive(messages: Incoming[]): void {
  for (const message of messages) {
    if (message.kind === 'event') {
      for (const listener of listeners.get(message.channel) ?? []) listener(message.payload);
      continue;
    }
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (message.error === undefined) waiting?.resolve(message.value);
    else waiting?.reject(new Error(message.error));
  }
}

const bridge: Bridge = {
  invoke: (channel, input) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      pending.set(id, { resolve, reject });
      send(JSON.stringify({ id, channel, input }));
    }),
  on: (channel, listener) => {
    const group = listeners.get(channel) ?? new Set();
    listeners.set(channel, group.add(listener));
    return () => {
      group.delete(listener);
    };
  },
};

Object.defineProperty(page, '__lifeboatReceive', { value: receive });
Object.defineProperty(page, bridgeName, { value: Object.freeze(bridge), enumerable: true });
refuseBrowserKeys();
