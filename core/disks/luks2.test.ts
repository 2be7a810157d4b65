import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLuks2Header } from '../../test/helpers/luks.ts';
import { fromBytes } from './byte-source.ts';
import type { Digest } from './digest.ts';
import { parseLuksMetadata, readLuks } from './luks2.ts';

const digest: Digest = (algorithm, ...parts) => {
  if (algorithm !== 'sha256') return null;
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const read = (bytes: Uint8Array) => readLuks(fromBytes(bytes), digest);

const recorded = readFileSync(
  new URL('../../test/fixtures/tools/luksDump.json', import.meta.url),
  'utf8',
);
const expected = {
  tokens: [
    {
      type: 'systemd-fido2',
      keyslots: ['1'],
      pinRequired: true,
      presenceRequired: true,
      verificationRequired: false,
    },
    { type: 'systemd-recovery', keyslots: ['2'] },
  ],
  passphraseSlots: ['0'],
};

describe('a LUKS2 header', () => {
  const create = () => createLuks2Header({ metadata: recorded, label: 'state' });

  it('tells its label, tokens, the slots that no token names, and that both copies are good', async () => {
    expect(await read(create())).toMatchObject({
      version: 2,
      label: 'state',
      uuid: '4cacab74-595e-409a-98e6-4476711ecc61',
      openedAs: null,
      headers: { primary: 'good', secondary: 'good' },
      ...expected,
    });
  });

  it.each([
    ['in the binary part', 30],
    ['in the JSON part', 5000],
    ['in the checksum', 460],
  ])('with a damage %s is read from its second copy', async (_, at) => {
    const bytes = create();
    bytes.writeUInt8(0xaa, at);
    expect(await read(bytes)).toMatchObject({
      headers: { primary: 'damaged', secondary: 'good' },
      ...expected,
    });
  });

  it('whose first copy was overwritten is found by the second one', async () => {
    const bytes = create();
    bytes.fill(0, 0, 4096);
    expect(await read(bytes)).toMatchObject({
      headers: { primary: 'missing', secondary: 'good' },
      ...expected,
    });
  });

  it('tells of a lost second copy', async () => {
    const bytes = create();
    bytes.fill(0, 0x4000, 0x5000);
    expect((await read(bytes))?.headers).toEqual({ primary: 'good', secondary: 'missing' });
  });

  it('is believed in the newer copy of two', async () => {
    const bytes = Buffer.concat([
      createLuks2Header({ metadata: recorded, label: 'old', sequence: 3 }).subarray(0, 0x4000),
      createLuks2Header({ metadata: recorded, label: 'new', sequence: 4 }).subarray(0x4000),
    ]);
    expect((await read(bytes))?.label).toBe('new');
  });

  it.each([0x8000, 0x400000])('of %i bytes has its second copy behind that', async (sizeBytes) => {
    const bytes = createLuks2Header({ metadata: recorded, sizeBytes });
    bytes.fill(0, 0, 4096);
    expect((await read(bytes))?.headers?.secondary).toBe('good');
  });

  it('with both copies damaged is LUKS still, and promises nothing', async () => {
    const bytes = create();
    bytes.writeUInt8(1, 5000);
    bytes.writeUInt8(1, 0x4000 + 5000);
    expect(await read(bytes)).toMatchObject({
      headers: { primary: 'damaged', secondary: 'damaged' },
      tokens: [],
      passphraseSlots: [],
    });
  });

  it('that is truncated anywhere makes no exception', async () => {
    const bytes = create();
    for (const length of [0, 6, 591, 592, 4096, 0x3fff, 0x4000, 0x7fff]) {
      await read(bytes.subarray(0, length));
    }
    expect((await read(bytes.subarray(0, 0x4000)))?.headers).toEqual({
      primary: 'good',
      secondary: 'missing',
    });
  });

  it('is not seen in other bytes', async () => {
    expect(await read(Buffer.alloc(1 << 16))).toBeNull();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 700 }), async (bytes) => {
        const disk = create();
        disk.set(bytes, 6);
        await read(disk);
      }),
    );
  });

  it('takes any JSON without an exception', () => {
    fc.assert(fc.property(fc.json(), (json) => void parseLuksMetadata(json)));
    expect(parseLuksMetadata('{')).toBeNull();
  });
});

describe('cryptsetup agrees', () => {
  const format = (...args: string[]) => {
    const folder = mkdtempSync(join(tmpdir(), 'lifeboat-luks-'));
    try {
      const [path, key] = [join(folder, 'volume'), join(folder, 'key')];
      writeFileSync(path, '');
      truncateSync(path, 20 * 1024 * 1024);
      writeFileSync(key, 'not a secret');
      const quick = ['--pbkdf', 'pbkdf2', '--pbkdf-force-iterations', '1000'];
      execFileSync('cryptsetup', ['luksFormat', '-q', ...quick, ...args, path, key]);
      return readFileSync(path);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it('on a LUKS2 volume that it made', async () => {
    expect(await read(format('--type', 'luks2', '--label', 'made'))).toMatchObject({
      version: 2,
      label: 'made',
      headers: { primary: 'good', secondary: 'good' },
      passphraseSlots: ['0'],
      tokens: [],
    });
  });

  it('on a LUKS1 volume, which has neither a second header nor tokens', async () => {
    const luks = await read(format('--type', 'luks1'));
    expect(luks).toMatchObject({ version: 1, passphraseSlots: ['0'], headers: null, tokens: [] });
    expect(luks?.uuid).toMatch(/^[0-9a-f-]{36}$/);
  });
});
