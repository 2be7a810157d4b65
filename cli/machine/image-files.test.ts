import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createErofs } from '../../test/helpers/erofs.ts';
import { createGptDisk } from '../../test/helpers/gpt.ts';
import { createVerity } from '../../test/helpers/verity.ts';
import { DirectoryTree } from '../files/directory-tree.ts';
import { readImageFiles } from './image-files.ts';

it('finds system images that are kept as files, in place and on their way', async () => {
  const root = await mkdtemp(join(tmpdir(), 'lifeboat-files-'));
  try {
    const data = Buffer.alloc(5 * 4096, 'u');
    const { bytes, rootHash } = createVerity(data);
    const disk = createGptDisk({
      partitions: [
        { type: '8484680c-9521-48c6-9c11-b0720656f69e', content: data },
        { type: '77ff5f63-e7b6-4633-acf4-1565b864c0e6', content: bytes },
      ],
    });
    const erofs = createErofs({ etc: { children: {} } });
    const machines = join(root, 'var/lib/machines');
    await mkdir(join(machines, 'web.raw.v'), { recursive: true });
    for (const [name, content] of Object.entries({
      'demo_1.0.raw': disk,
      '.sysupdate.partial.demo_1.1.raw': disk,
      '.sysupdate.pending.demo_1.2.raw': erofs,
      'web.raw.v/web_3+2-1.raw': erofs,
      'notes.raw': Buffer.from('no image'),
      'README.txt': erofs,
    })) {
      await writeFile(join(machines, name), content);
    }
    const found = await readImageFiles(new DirectoryTree(root));
    expect(
      found.map(({ name, role, kind, version, placement, architecture, foundRootHash }) =>
        [name, role, kind, version, placement, architecture, foundRootHash === rootHash].join(' '),
      ),
    ).toEqual([
      'demo_1.1 usr file 1.1 partial x86-64 true',
      'demo_1.2 root file 1.2 pending  false',
      'demo_1.0 usr file 1.0 installed x86-64 true',
      'web_3 root file 3 installed  false',
    ]);
    expect(await readImageFiles(new DirectoryTree(join(root, 'absent')))).toEqual([]);
  } finally {
    await rm(root, { recursive: true });
  }
});
