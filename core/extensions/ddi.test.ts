import { describe, expect, it } from 'vitest';
import { createGptDisk } from '../../test/helpers/gpt.ts';
import { fromBytes } from '../disks/byte-source.ts';
import { readGpt } from '../disks/gpt.ts';
import { designators, systemTypes, type Designator } from '../disks/system-types.ts';
import { dissectDdi } from './ddi.ts';

const linuxGeneric = '0fc63daf-8483-4772-8e79-3d69d8477de4';
const typeOf = (designator: Designator, architecture = 'x86-64') =>
  systemTypes[architecture]?.[designators.indexOf(designator)] ?? '';

async function dissect(
  types: string[],
  kind: 'sysext' | 'confext' = 'sysext',
  attributes?: bigint,
) {
  const partitions = types.map((type) => ({
    type,
    content: new Uint8Array(512),
    ...(attributes === undefined ? {} : { attributes }),
  }));
  const gpt = await readGpt(fromBytes(createGptDisk({ partitions })));
  return gpt && dissectDdi(gpt, kind, 'x86-64');
}

describe('a DDI', () => {
  it('is signed when its root has a hash tree and a signature', async () => {
    const types = [typeOf('root'), typeOf('root-verity'), typeOf('root-verity-sig')];
    const ddi = await dissect(types);
    expect(ddi).toMatchObject({ verity: true, signed: true, usr: null, foreignArchitecture: null });
    expect(ddi?.root?.number).toBe(1);
  });

  it.each([
    ['nothing beside its root', ['root'], false, false],
    ['a hash tree', ['root', 'root-verity'], true, false],
    ['a signature of no tree', ['root', 'root-verity-sig'], false, false],
    ['the tree of another part', ['root', 'usr-verity', 'usr-verity-sig'], false, false],
    ['one part without a tree', ['root', 'root-verity', 'root-verity-sig', 'usr'], false, false],
  ] as const)('with %s', async (_what, parts, verity, signed) => {
    expect(await dissect(parts.map((part) => typeOf(part)))).toMatchObject({ verity, signed });
  });

  it('takes protection only of its own architecture', async () => {
    const ddi = await dissect([typeOf('root'), typeOf('root-verity', 'arm64')]);
    expect(ddi).toMatchObject({ verity: false });
  });

  it('may be for the secondary architecture, and is foreign otherwise', async () => {
    expect(await dissect([typeOf('usr', 'x86')])).toMatchObject({ foreignArchitecture: null });
    const foreign = await dissect([typeOf('usr', 'arm64')]);
    expect(foreign).toMatchObject({ foreignArchitecture: 'arm64' });
    const both = await dissect([typeOf('usr', 'arm64'), typeOf('usr')]);
    expect(both).toMatchObject({ usr: { number: 2 }, foreignArchitecture: null });
  });

  it('is only its root where it is a confext', async () => {
    expect(await dissect([typeOf('usr')], 'confext')).toBeNull();
    expect(await dissect([typeOf('root'), typeOf('usr')], 'confext')).toMatchObject({ usr: null });
  });

  it('may have a single partition of the general type', async () => {
    expect(await dissect([linuxGeneric])).toMatchObject({ root: { number: 1 }, verity: false });
    expect(await dissect([linuxGeneric, linuxGeneric])).toBeNull();
  });

  it('does not use partitions that say no-auto', async () => {
    expect(await dissect([typeOf('root')], 'sysext', 1n << 63n)).toBeNull();
  });
});
