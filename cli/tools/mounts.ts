import { mkdir, mkdtemp, rmdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ok, type Result } from '../../core/result.ts';
import { runTool } from './run-tool.ts';

const parent = '/run/lifeboat/mounts';
const guards = 'nodev,nosuid,noexec';
/** While another process makes the same file system writable, mounting it read-only is refused. */
const busyRetries = 25;
const busyWaitMs = 200;

export interface MountOptions {
  type: string;
  /** Beside "ro" and the guards that every mount of ours has. */
  extra?: string;
}

/** Read-only mounts in private places that all vanish with `close`. Needs root. */
export class MountScope {
  readonly #mounted: string[] = [];

  /** The directory where `source` is mounted now; the tool's failure otherwise. */
  async mount(source: string, { type, extra }: MountOptions): Promise<Result<string>> {
    await mkdir(parent, { recursive: true, mode: 0o700 });
    const place = await mkdtemp(`${parent}/m-`);
    const options = ['ro', guards, ...(extra ? [extra] : [])].join(',');
    for (let attempt = 0; ; attempt += 1) {
      const result = await runTool('mount', ['-t', type, '-o', options, '--', source, place]);
      if (result.ok) {
        this.#mounted.push(place);
        return ok(place);
      }
      const isBusy = /busy|change RO state/i.test(result.failure.detail);
      if (!isBusy || attempt >= busyRetries) {
        await rmdir(place);
        return result;
      }
      await sleep(busyWaitMs);
    }
  }

  /** Makes a mount of this scope writable, or read-only again. */
  async remount(place: string, mode: 'rw' | 'ro'): Promise<Result<string>> {
    return runTool('mount', ['-o', `remount,${mode},${guards}`, '--', place]);
  }

  async close(): Promise<void> {
    for (const place of this.#mounted.splice(0).reverse()) {
      await runTool('umount', ['--', place]);
      await rmdir(place).catch(() => undefined);
    }
  }
}
