/** A volume group (LVM) in an encrypted disk: opened with it, shown, and closed before it is locked. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLifeboat } from '../helpers/lifeboat-cli.ts';
import { hasNamespaces, openUnlockTest, type UnlockTest } from '../helpers/unlock-namespace.ts';

const reason = hasNamespaces ? '' : ' (skipped: this machine permits no user namespaces)';
const mapping = '/dev/mapper/lifeboat-state';
const uuid = 'zBGfMh-oJSQ-bgI3-bZTk-g02c-KAHb-H5rApO';
const config = [
  'devices { hints="none" } global { metadata_read_only=1 use_lvmpolld=0 notify_dbus=0 }',
  'backup { backup=0 archive=0 } activation { monitoring=0 process_priority=0 }',
].join(' ');
const readOnly = 'activation { read_only_volume_list=["vault"] }';
const columns = '--reportformat json --options pv_name,vg_name,vg_uuid,vg_missing_pv_count';
const pvs = `lvm pvs --readonly --devices ${mapping} --config ${config} ${columns}`;
const vgchange = `lvm vgchange --devices ${mapping} --config ${config}`;
const activate = '--activate y --activationmode complete --ignoremonitoring --poll n -- vault';

/** As lvm 2.03 prints it. */
const report = (
  ...rows: { path: string; group?: string; groupUuid?: string; missing?: string }[]
) =>
  JSON.stringify({
    report: [
      {
        pv: rows.map(({ path, group = 'vault', groupUuid = uuid, missing = '0' }) => ({
          ...{ pv_name: path, vg_name: group, vg_uuid: groupUuid, vg_missing_pv_count: missing },
        })),
      },
    ],
  });

const cli = openLifeboat();
let test: UnlockTest;
beforeEach(async () => {
  test = await openUnlockTest(cli);
  await test.write('right-secret', 'open sesame');
  await test.write('pvs', report({ path: mapping }));
});
afterEach(() => test.close());

const run = (...argv: string[]) =>
  test.start(argv, { channel: false, input: 'open sesame\n' }).ended;
const unlock = (...options: string[]) => run('unlock', '/dev/null', ...options);
const calls = async () => (await test.read('calls')).trimEnd().split('\n');

describe.skipIf(!hasNamespaces)(`a volume group in an encrypted disk${reason}`, () => {
  it('is opened for reading, and lvm is shown no other device', async () => {
    const { exitCode, stdout } = await unlock('--json');
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([
      0,
      {
        openedAs: mapping,
        readOnly: true,
        volumes: [
          { path: '/dev/mapper/vault-root', name: 'vault/root' },
          { path: '/dev/mapper/vault-my--home', name: 'vault/my-home' },
        ],
      },
    ]);
    expect(await calls()).toEqual([pvs, `${vgchange} ${readOnly} ${activate}`]);
  });

  it('is said by the names of its volumes', async () => {
    expect((await unlock()).stdout).toContain('vault/root, vault/my-home');
  });

  it('is opened for writing where the disk is', async () => {
    expect((await unlock('--writable')).exitCode).toBe(0);
    expect(await calls()).toEqual([pvs, `${vgchange} ${activate}`]);
  });

  it('is closed before its disk is locked', async () => {
    await unlock();
    await test.write('calls', '');
    expect((await run('lock', '/dev/null')).exitCode).toBe(0);
    expect(await calls()).toEqual([
      pvs,
      `${vgchange} --activate n -- vault`,
      'detach lifeboat-state',
    ]);
  });

  it('keeps its disk open while one of its volumes is in use', async () => {
    await unlock();
    await test.write('group-is-used', '');
    const { exitCode, stderr } = await run('lock', '/dev/null');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('UNLOCK-18')]);
    expect(await calls()).not.toContain('detach lifeboat-state');
  });

  it('that has a part on another disk too is opened with that one', async () => {
    const other = '/dev/sdb1';
    await test.write(
      'more-disks',
      `{"path":"/dev/sdb","type":"disk","size":4096,"children":[
        {"path":"${other}","type":"part","size":4096,"fstype":"LVM2_member"},
        {"path":"/dev/sdb2","type":"part","size":4096,"fstype":"LVM2_member"}]},`,
    );
    const missing = { path: '[unknown]', missing: '1' };
    await test.write('pvs', report({ path: mapping, missing: '1' }, missing));
    const stranger = { path: '/dev/sdb2', group: 'other', groupUuid: 'another' };
    await test.write('pvs-all', report({ path: mapping }, { path: other }, stranger));
    const { stdout } = await unlock();
    expect(stdout).toContain('vault/root');
    expect(stdout).not.toContain('Another part');
    expect((await calls()).at(-1)).toBe(
      `lvm vgchange --devices ${mapping} --devices ${other} --config ${config} ${readOnly} ${activate}`,
    );
  });

  it('that has a part on a disk that is not there says so', async () => {
    const halves = report({ path: mapping, missing: '1' }, { path: '[unknown]', missing: '1' });
    await test.write('pvs', halves);
    await test.write('pvs-all', halves);
    expect((await unlock()).stdout).toMatch(/vault\/root.*Another part of this volume group/s);
  });

  it('that lvm does not open leaves the disk open, and says what lvm said', async () => {
    await test.write('group-fails', 'device-mapper: reload ioctl failed');
    const { exitCode, stdout } = await unlock();
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringMatching(/state is unlocked.*could not be opened.*reload ioctl failed/s),
    ]);
  });

  it.each(['vault"] } evil', '-an', '../vault', 'lifeboat', ''])(
    'called “%s” is not handed to lvm',
    async (group) => {
      await test.write('pvs', report({ path: mapping, group }));
      expect((await unlock()).stdout).toContain('could not be opened');
      expect(await calls()).toEqual([pvs]);
    },
  );
});
