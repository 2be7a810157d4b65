import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes a variable of the boot loader as efivarfs would show it in a machine's file tree. */
export async function writeLoaderVariable(root: string, name: string, text: string): Promise<void> {
  const folder = join(root, 'sys/firmware/efi/efivars');
  await mkdir(folder, { recursive: true });
  const attributes = Buffer.from([7, 0, 0, 0]);
  const value = Buffer.from(`${text}\0`, 'utf16le');
  const file = join(folder, `${name}-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f`);
  await writeFile(file, Buffer.concat([attributes, value]));
}
