import { execa } from 'execa';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openErofs } from '../../cli/files/erofs.ts';
import { openExt4 } from '../../cli/files/ext4.ts';
import { openSquashfs } from '../../cli/files/squashfs.ts';
import { fromBytes } from '../../core/disks/byte-source.ts';
import { machineSchema } from '../../core/model/machine.ts';
import { createRandom, mutate } from '../fuzz/mutate.ts';
import { openLifeboat } from '../helpers/lifeboat-cli.ts';

const cli = openLifeboat();
let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'lifeboat-extensions-'));
  await write('root/usr/lib/os-release', 'ID=demo\nVERSION_ID=1.0\n');
  await mkdir(join(base, 'root/etc'));
  await symlink('/usr/lib/os-release', join(base, 'root/etc/os-release'));
});
afterEach(() => rm(base, { recursive: true, force: true }));

async function write(path: string, content: string) {
  await mkdir(dirname(join(base, path)), { recursive: true });
  await writeFile(join(base, path), content);
}

const releaseOf = (tree: string, name: string) =>
  `${tree}/usr/lib/extension-release.d/extension-release.${name}`;

const inspect = async (...argv: string[]) => {
  const { stdout } = await cli.run(['inspect', '--json', '--root', join(base, 'root'), ...argv]);
  return machineSchema.parse(JSON.parse(stdout)).extensions;
};

/** The tree of an extension that is for demo 1.0, with files of every size. */
async function writeTree(tree: string, name: string) {
  await write(releaseOf(tree, name), 'ID=demo\nVERSION_ID=1.0\n');
  const numbers = Array.from({ length: 60_000 }, (_, i) => String(i));
  await write(`${tree}/usr/share/numbers`, numbers.join('\n'));
  for (let i = 0; i < 300; i += 1) await write(`${tree}/usr/share/many/${String(i)}`, String(i));
}

/** What a program needs to make an image of a tree; ext4 gets 8 MiB. */
function toArguments(program: string, tree: string, image: string, options: readonly string[]) {
  if (program === 'mksquashfs') return [tree, image, ...options];
  if (program === 'mkfs.erofs') return [...options, image, tree];
  return ['-q', ...options, '-d', tree, image, '8M'];
}

describe('images that the real programs made', () => {
  it.each([
    ['erofs', 'mkfs.erofs', []],
    ['erofs', 'mkfs.erofs', ['-zlz4hc']],
    ['erofs', 'mkfs.erofs', ['--chunksize=4096']],
    ['erofs', 'mkfs.erofs', ['-Eforce-inode-extended']],
    ['squashfs', 'mksquashfs', ['-comp', 'gzip']],
    ['squashfs', 'mksquashfs', ['-comp', 'xz']],
    ['squashfs', 'mksquashfs', ['-comp', 'zstd']],
    ['squashfs', 'mksquashfs', ['-comp', 'lz4']],
    ['squashfs', 'mksquashfs', ['-noI', '-noD', '-noF', '-noX']],
    ['ext4', 'mkfs.ext4', ['-b', '1024']],
    ['ext4', 'mkfs.ext4', ['-b', '4096', '-I', '128']],
  ])('are read without rights: %s by %s %j', async (format, program, options) => {
    const [tree, image] = [join(base, 'tree'), join(base, 'root/var/lib/extensions/tools.raw')];
    await writeTree('tree', 'tools');
    await mkdir(dirname(image), { recursive: true });
    await execa(program, toArguments(program, tree, image, options));
    expect(await inspect()).toMatchObject([{ name: 'tools', format, reason: 'matches' }]);
  });
});

describe('images that the real programs made, damaged', () => {
  it.each([
    ['mkfs.erofs', openErofs],
    ['mksquashfs', openSquashfs],
    ['mkfs.ext4', openExt4],
  ])('are read as far as they go, or not: %s', async (program, open) => {
    const [tree, image] = [join(base, 'tree'), join(base, 'image')];
    await write(releaseOf('tree', 'tools'), 'ID=demo\n');
    await write('tree/large', 'x'.repeat(20_000));
    await execa(program, toArguments(program, tree, image, []));
    const whole = await readFile(image);
    const random = createRandom(1);
    const folder = 'usr/lib/extension-release.d';
    for (let i = 0; i < 300; i += 1) {
      const bytes = i === 0 ? whole : Buffer.from(mutate([whole], random));
      // The format that only a program can unpack is not what is tested here.
      if (program === 'mksquashfs') bytes[20] = 1;
      const files = await open(fromBytes(bytes));
      for (const path of ['', 'usr', 'usr/lib', folder]) await files?.list(path);
      await files?.read('large', 4000, 100_000);
      const text = await files?.readText(`${folder}/extension-release.tools`, 1000);
      if (i === 0) expect(text).toBe('ID=demo\n');
    }
  });
});

describe('the author’s leave to rename an extension', () => {
  it('is read from a file of a folder', async () => {
    const release = releaseOf('root/var/lib/extensions/tools', 'other');
    await write(release, 'ID=_any\n');
    expect(await inspect()).toMatchObject([{ reason: 'name-mismatch', matches: false }]);
    const setAttribute = (value: string) =>
      execa('setfattr', ['-n', 'user.extension-release.strict', '-v', value, join(base, release)]);
    await setAttribute('1');
    expect(await inspect()).toMatchObject([{ reason: 'name-mismatch' }]);
    await setAttribute('0');
    expect(await inspect()).toMatchObject([{ reason: 'matches' }]);
  });
});

describe('extensions', () => {
  it('are judged for another architecture or scope where that is asked', async () => {
    const release = releaseOf('root/etc/extensions/tools', 'tools');
    await write(release, 'ID=demo\nVERSION_ID=1.0\nARCHITECTURE=arm64\nSYSEXT_SCOPE=initrd\n');
    const reasonOf = async (...argv: string[]) => (await inspect(...argv))[0]?.reason;
    expect(await reasonOf('--arch', 'arm64')).toBe('scope-excluded');
    expect(await reasonOf('--scope', 'initrd', '--arch', 'x86-64')).toBe('architecture-mismatch');
    expect(await reasonOf('--scope', 'initrd', '--arch', 'arm64')).toBe('matches');
    for (const wrong of [
      ['--arch', 'x86_64'],
      ['--scope', 'initrds'],
    ]) {
      expect((await cli.run(['inspect', ...wrong])).exitCode).toBe(2);
    }
  });

  it('are refused in a sentence that says why', async () => {
    const tree = 'root/var/lib/extensions/network-tools';
    await write(releaseOf(tree, 'network-tools'), 'ID=demo\nVERSION_ID=1.1\n');
    const { stdout } = await cli.run(['inspect', '--root', join(base, 'root')], {
      env: { COLUMNS: '200' },
    });
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'network-tools was built for demo 1.1; this machine runs 1.0, so it is ignored.',
    );
  });
});
