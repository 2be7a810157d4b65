import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLifeboat, collect } from '../helpers/lifeboat-cli.ts';

/** Root of a namespace of its own: no rights outside, and a systemctl that only pretends. */
const namespace = ['--user', '--map-root-user', '--mount'];
const hasNamespaces = spawnSync('unshare', [...namespace, 'true']).status === 0;
const reason = hasNamespaces ? '' : ' (skipped: this machine permits no user namespaces)';

const cli = openLifeboat();

const lsblk = {
  blockdevices: [
    {
      path: '/dev/null',
      type: 'disk',
      size: 4096,
      fstype: 'crypto_LUKS',
      children: [{ name: 'lifeboat-state', path: '/dev/mapper/lifeboat-state', type: 'crypt' }],
    },
    {
      path: '/dev/zero',
      type: 'disk',
      size: 4096,
      fstype: 'crypto_LUKS',
      children: [{ name: 'root', path: '/dev/mapper/root', type: 'crypt' }],
    },
  ],
};

async function reboot(systemctl: string) {
  const folder = await mkdtemp(join(tmpdir(), 'lifeboat-systemctl-'));
  await writeFile(join(folder, 'systemctl'), `#!/bin/sh\n${systemctl}\n`, { mode: 0o755 });
  await writeFile(join(folder, 'lsblk'), `#!/bin/sh\necho '${JSON.stringify(lsblk)}'\n`, {
    mode: 0o755,
  });
  const cryptsetup = '/usr/lib/systemd/systemd-cryptsetup';
  const stub = `#!/bin/sh\necho "$@" >>${folder}/detached\n`;
  await writeFile(join(folder, 'cryptsetup'), stub, { mode: 0o755 });
  const script = `mount --bind ${folder}/cryptsetup ${cryptsetup} && exec "$0" "$@"`;
  const words = ['sh', '-c', script, process.execPath, cli.path, 'reboot', '--json'];
  const child = spawn('unshare', [...namespace, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 20_000,
    env: { PATH: `${folder}:/usr/sbin:/usr/bin:/sbin:/bin` },
  });
  const ended = await collect(child);
  const detached = await readFile(join(folder, 'detached'), 'utf8').catch(() => '');
  await rm(folder, { recursive: true });
  return { ...ended, detached };
}

describe.skipIf(!hasNamespaces)(`lifeboat reboot${reason}`, () => {
  it('asks systemd, and does not wait for the end of everything', async () => {
    const { exitCode, stdout } = await reboot('[ "$*" = "reboot --no-block" ]');
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([0, { restarting: true }]);
  });

  it('locks again what was unlocked here before, and nothing else', async () => {
    const { exitCode, detached } = await reboot('exit 0');
    expect([exitCode, detached]).toEqual([0, 'detach lifeboat-state\n']);
  });

  it('takes it for begun when the restart ends what asked for it', async () => {
    expect((await reboot('kill -TERM $$')).exitCode).toBe(0);
  });

  it('says when it could not be started, and that what was done before is kept', async () => {
    const { exitCode, stdout, stderr } = await reboot('echo "Access denied" >&2; exit 1');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ failure: { code: 'REBOOT-01' } });
    expect(stderr).toContain('What you did before is kept.');
    expect(stderr).toContain('Access denied');
  });
});
