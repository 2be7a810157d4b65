import type { Identity } from './uhid-event.ts';

/** What the host does with a device. */
export interface HostEvents {
  onOpen(): void;
  onClose(): void;
  onReport(report: Buffer): void;
}

/** A device that is plugged in. */
export interface Port {
  send(report: Buffer): void;
  /** Takes the device away from the host. */
  unplug(): Promise<void>;
}

/** Plugs a device in: into the kernel (uhid-port.ts), or for tests into a socket (socket-port.ts). */
export type OpenPort = (identity: Identity, events: HostEvents) => Promise<Port>;
