import { access, readFile } from 'node:fs/promises';

/** The vendor of systemd-boot's variables: Boot Loader Interface. */
const vendor = '4a67b082-0a4c-41cf-b6c7-440b29bb8c4f';
const directory = '/sys/firmware/efi/efivars';
const attributeBytes = 4;

/** The text in a variable of the boot loader, null when it is unset or cannot be read. */
export async function readLoaderVariable(name: string): Promise<string | null> {
  try {
    const raw = await readFile(`${directory}/${name}-${vendor}`);
    const text = raw.subarray(attributeBytes).toString('utf16le').replace(/\0.*$/s, '');
    return text === '' ? null : text;
  } catch {
    return null;
  }
}

/** Whether this machine was started by a loader that keeps its settings in EFI variables. */
export async function hasLoaderVariables(): Promise<boolean> {
  return access(`${directory}/LoaderInfo-${vendor}`).then(
    () => true,
    () => false,
  );
}
