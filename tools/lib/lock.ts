import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { waitUntil } from './wait.ts';
import { say } from './steps.ts';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The process that holds `lockFile`; undefined when nobody does or its holder has gone. */
export function readHolder(lockFile: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(lockFile, 'utf8');
  } catch {
    return undefined;
  }
  const pid = Number(text.trim());
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined;
}

function tryTake(lockFile: string): boolean {
  try {
    writeFileSync(lockFile, `${String(process.pid)}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (readHolder(lockFile) === undefined) rmSync(lockFile, { force: true });
    return false;
  }
}

/**
 * Takes a lock that all checkouts on this machine share, such as the one for running a virtual
 * machine: two at once on a small host would both miss their deadlines. Waits for its holder, who is
 * doing `what` ("running a virtual machine"); gives the function that releases it.
 */
export async function takeLock(
  lockFile: string,
  what: string,
  deadlineMs: number,
): Promise<() => void> {
  mkdirSync(dirname(lockFile), { recursive: true });
  let told = false;
  await waitUntil(
    { what: `the end of another process that is ${what} (${lockFile})`, deadlineMs },
    () => {
      if (tryTake(lockFile)) return true;
      const holder = readHolder(lockFile);
      if (!told && holder !== undefined) {
        say(`  waiting: process ${String(holder)} is ${what}`);
        told = true;
      }
      return undefined;
    },
  );
  const release = () => {
    process.off('exit', release);
    if (readHolder(lockFile) === process.pid) rmSync(lockFile, { force: true });
  };
  process.on('exit', release);
  return release;
}
