import { join } from 'node:path';
import { repositoryDir } from '../lib/paths.ts';
import { say } from '../lib/steps.ts';
import type { Machine } from './machine.ts';

/** Leaves a machine up after a failure and says how to look at it; ends with QEMU or Ctrl-C. */
export async function stayUp(machine: Machine): Promise<void> {
  const attach = `${process.execPath} ${join(repositoryDir, 'tools/vm/attach.ts')}`;
  const sockets = join(machine.runDir, 'sockets');
  machine.detach();
  say('The machine stays up. Ctrl-C here ends it. From another terminal:');
  say(`  a root shell (test profile)  ${attach} ${sockets}/shell`);
  say(`  the serial line              ${attach} ${sockets}/serial`);
  say(`  QEMU's monitor               ${attach} ${sockets}/monitor`);
  say('  a picture of the screen      in the monitor: screendump /tmp/screen.png -f png');
  await machine.untilEnd();
}
