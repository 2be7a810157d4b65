import { constants } from 'node:fs';
import { mkdir, mkdtemp, open, rmdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail, ok, type Result } from '../../core/result.ts';
import { runProgram } from './run-program.ts';
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

interface Mounted {
  place: string;
  source: string;
  type: string;
  options: string;
}

/** Read-only mounts in private places that all vanish with `close`. Needs root. */
export class MountScope {
  readonly #mounted: Mounted[] = [];

  /** The directory where `source` is mounted now; the tool's failure otherwise. */
  async mount(source: string, { type, extra }: MountOptions): Promise<Result<string>> {
    await mkdir(parent, { recursive: true, mode: 0o700 });
    const place = await mkdtemp(`${parent}/m-`);
    const options = ['ro', guards, ...(extra ? [extra] : [])].join(',');
    for (let attempt = 0; ; attempt += 1) {
      const result = await runTool('mount', ['-t', type, '-o', options, '--', source, place]);
      if (result.ok) {
        this.#mounted.push({ place, source, type, options });
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

  /**
   * Makes a mount of this scope writable, or read-only again. Writable is synchronous: only then does
   * the kernel's FAT give a renamed file its content before it takes the old name away; otherwise the
   * power can go when the new name is empty and the old one gone.
   */
  async remount(place: string, mode: 'rw' | 'ro'): Promise<Result<string>> {
    const flags = mode === 'rw' ? 'rw,sync' : 'ro';
    return runTool('mount', ['-o', `remount,${flags},${guards}`, '--', place]);
  }

  /** Has fsck.fat repair what is mounted at `place`, which must be mounted nowhere else. ESP-02. */
  async repair(place: string): Promise<Result<null>> {
    const mounted = this.#mounted.find((each) => each.place === place);
    if (mounted === undefined) return fail('ESP-02', { path: place });
    const { source, type, options } = mounted;
    const released = await runTool('umount', ['--', place]);
    if (!released.ok) return released;
    const result = await repairFat(source);
    const again = await runTool('mount', ['-t', type, '-o', options, '--', source, place]);
    return again.ok ? result : again;
  }

  async close(): Promise<void> {
    for (const { place } of this.#mounted.splice(0).reverse()) {
      await runTool('umount', ['--', place]);
      await rmdir(place).catch(() => undefined);
    }
  }
}

async function repairFat(device: string): Promise<Result<null>> {
  try {
    // The kernel refuses this while anybody has the device mounted.
    await (await open(device, constants.O_RDWR | constants.O_EXCL)).close();
  } catch (error) {
    return fail('ESP-02', { path: device }, String(error));
  }
  await runProgram('fsck.fat', ['-a', '-w', '--', device]);
  const { problem, stdout } = await runProgram('fsck.fat', ['-n', '--', device]);
  const detail = [problem, stdout.toString().trim()].join('\n');
  return problem === null ? ok(null) : fail('ESP-02', { path: device }, detail);
}
