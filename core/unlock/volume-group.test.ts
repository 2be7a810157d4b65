import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseLsblk } from '../disks/lsblk.ts';
import { listMountableVolumes, nameLogicalVolume, parsePhysicalVolumes } from './volume-group.ts';

const stacks = new URL('../../test/fixtures/tools/lsblk-stacks.json', import.meta.url);

/** As lvm 2.03.31 prints it for half of a group, without what it says of the missing half. */
const half = `{"report": [{"pv": [
  {"pv_name":"/dev/loop0", "vg_name":"vault", "vg_uuid":"SK0XWH-vNuH", "vg_missing_pv_count":"1"},
  {"pv_name":"[unknown]", "vg_name":"vault", "vg_uuid":"SK0XWH-vNuH", "vg_missing_pv_count":"1"}
]}], "log": [{"log_type":"warn"}]}`;

describe('a name in device mapper', () => {
  it.each([
    ['vault-root', 'vault/root'],
    ['vault-my--home', 'vault/my-home'],
    ['old--vault-root', 'old-vault/root'],
    ['a---b', 'a-/b'],
    ['nothing', 'nothing'],
  ])('%s is read as %s', (name, read) => {
    expect(nameLogicalVolume({ name })).toBe(read);
  });
});

describe('what can be mounted', () => {
  const mountable = (change: (json: string) => string = (json) => json) => {
    const disks = parseLsblk(change(readFileSync(stacks, 'utf8')));
    return disks.ok ? listMountableVolumes(disks.value) : [];
  };

  it('is the file systems in a group, without its swap', () => {
    expect(mountable()).toContainEqual({ path: '/dev/mapper/vg-root', name: 'vg/root' });
    expect(JSON.stringify(mountable())).not.toMatch(/vg-swap|luks-system/);
  });

  it('is named once, however many disks the group has', () => {
    const paths = mountable().map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)]);
  });

  it('is the mapping itself where no group is in it', () => {
    const plain = mountable((json) => json.replace('"LVM2_member"', '"ext4"'));
    expect(plain).toContainEqual({ path: '/dev/mapper/luks-system', name: 'system' });
  });
});

describe('what pvs tells', () => {
  it('is read without the disks that are missing', () => {
    const [path, group, groupUuid] = ['/dev/loop0', 'vault', 'SK0XWH-vNuH'];
    expect(parsePhysicalVolumes(half)).toEqual({
      ok: true,
      value: [{ path, group, groupUuid, missing: 1 }],
    });
  });

  it.each(['a b', '-y', '..', 'lifeboat', 'a"]', 'a\nb', 'x'.repeat(128)])(
    'is refused where a group is called %j',
    (name) => {
      const named = half.replaceAll('"vault"', JSON.stringify(name));
      expect(parsePhysicalVolumes(named)).toMatchObject({ failure: { code: 'TOOL-03' } });
    },
  );

  it('is refused where it is no report', () => {
    expect(parsePhysicalVolumes('{}')).toMatchObject({ failure: { code: 'TOOL-03' } });
    expect(parsePhysicalVolumes('WARNING')).toMatchObject({ failure: { code: 'TOOL-03' } });
  });
});
