import { dissectDdi } from '../../core/extensions/ddi.ts';
import type { ExtensionFacts } from '../../core/extensions/match.ts';
import { sliceOf, toLatin1, type ByteSource } from '../../core/disks/byte-source.ts';
import { readGpt } from '../../core/disks/gpt.ts';
import { openFileSystem } from '../files/file-system.ts';
import { readContents, unreadable } from './extension-contents.ts';

type ImageFacts = Omit<ExtensionFacts, 'name' | 'kind' | 'path'>;

const erofsMagic = 'e2e1f5e0';
const ext4Magic = '53ef';

/** What kind of image a file is, by its magic numbers; a DDI has sectors of 512 or 4096 bytes. */
async function detectFormat(source: ByteSource): Promise<ImageFacts['format']> {
  const read = async (at: number, length: number) => toLatin1(await source.read(at, length));
  if ((await read(512, 8)) === 'EFI PART' || (await read(4096, 8)) === 'EFI PART') return 'ddi';
  if ((await read(0, 4)) === 'hsqs') return 'squashfs';
  const magic = Buffer.from(await source.read(1024, 58)).toString('hex');
  if (magic.startsWith(erofsMagic)) return 'erofs';
  return magic.endsWith(ext4Magic) ? 'ext4' : 'unknown';
}

async function readFileSystem(
  source: ByteSource,
  usr: 'usr' | '',
  { kind, name }: Pick<ExtensionFacts, 'kind' | 'name'>,
) {
  const tree = await openFileSystem(source);
  // An image whose top cannot be listed is damaged, not empty.
  if (tree === null || (await tree.stat('')) === null) return unreadable;
  const readUserAttribute = (path: string, attribute: string) =>
    tree.readUserAttribute(path, attribute);
  return readContents({ tree, usr, readUserAttribute }, kind, name);
}

/**
 * What an image says of itself, read from its bytes: a DDI, or a file system without partitions.
 * Encrypted partitions, and file systems other than EROFS, squashfs and ext4, are not readable.
 */
export async function readImage(
  source: ByteSource,
  extension: Pick<ExtensionFacts, 'kind' | 'name'>,
  architecture: string | null,
): Promise<ImageFacts> {
  const format = await detectFormat(source);
  if (format === 'unknown') return { ...unreadable, format, verity: null, signed: null };
  const bare = { format, verity: false, signed: false };
  if (format !== 'ddi') return { ...bare, ...(await readFileSystem(source, 'usr', extension)) };
  const gpt = await readGpt(source);
  const ddi = gpt && dissectDdi(gpt, extension.kind, architecture);
  const part = ddi?.usr ?? ddi?.root;
  if (!ddi || !part) return { ...bare, ...unreadable };
  const { verity, signed, foreignArchitecture } = ddi;
  const bytes = sliceOf(source, part.offsetBytes, part.sizeBytes);
  const contents = await readFileSystem(bytes, part === ddi.usr ? '' : 'usr', extension);
  const isForeign = foreignArchitecture !== null && contents.release !== null;
  return {
    format,
    verity,
    signed,
    ...contents,
    // What its partitions are for binds it, as if it had said so itself.
    release: isForeign
      ? { ARCHITECTURE: foreignArchitecture, ...contents.release }
      : contents.release,
  };
}
