import type { Loader } from '../../core/model/machine.ts';
import { DirectoryTree } from '../files/directory-tree.ts';
import type { Tree } from '../files/tree.ts';

/** What EFI variables say of the loader; the rest of it stands in loader.conf. */
export type EfiLoader = Omit<Loader, 'confDefault' | 'confPreferred'>;

/** The vendor of systemd-boot's variables: Boot Loader Interface. */
const vendor = '4a67b082-0a4c-41cf-b6c7-440b29bb8c4f';
const directory = 'sys/firmware/efi/efivars';
const attributeBytes = 4;
const maxBytes = 64 * 1024;

/** The machine that this program runs on, as a tree. */
const runningMachine = new DirectoryTree('/');

/**
 * The text in a variable of the boot loader: UTF-16 up to its NUL, behind the attributes that
 * efivarfs puts in front. Null when it is unset, empty or cannot be read.
 */
export async function readLoaderVariable(
  name: string,
  tree: Tree = runningMachine,
): Promise<string | null> {
  const raw = await tree.read(`${directory}/${name}-${vendor}`, 0, maxBytes);
  if (raw === null) return null;
  const text = Buffer.from(raw).toString('utf16le', attributeBytes).split('\0', 1)[0];
  return text === undefined || text === '' ? null : text;
}

/**
 * The loader's variables as a machine's file tree shows them. They can be set only on the running
 * machine, and only where it was started by a loader that keeps its settings there.
 */
export async function readEfiLoader(tree: Tree = runningMachine): Promise<EfiLoader> {
  const isRunning = tree === runningMachine;
  const read = (name: string) => readLoaderVariable(name, tree);
  return {
    efi: isRunning && (await tree.stat(`${directory}/LoaderInfo-${vendor}`)) !== null,
    efiDefault: await read('LoaderEntryDefault'),
    efiPreferred: await read('LoaderEntryPreferred'),
    efiOneShot: await read('LoaderEntryOneShot'),
    efiSelected: await read('LoaderEntrySelected'),
    efiLastBooted: await read('LoaderEntryLastBooted'),
  };
}

/** Where nothing is known of EFI variables. */
export const noEfiLoader: EfiLoader = {
  efi: false,
  efiDefault: null,
  efiPreferred: null,
  efiOneShot: null,
  efiSelected: null,
  efiLastBooted: null,
};
