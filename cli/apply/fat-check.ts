import { open } from 'node:fs/promises';
import { runProgram } from '../tools/run-program.ts';

/** In a FAT boot sector: offsets of the flags byte, whose lowest bit means "not closed cleanly". */
const flagsOffset = { fat32: 0x41, older: 0x25 };
const maxAnswerLength = 500;
const fat32Mark = { offset: 0x52, text: 'FAT32' };

/** Whether the FAT on a device or in a file says that it was not closed cleanly. */
async function isDirty(device: string): Promise<boolean> {
  const file = await open(device, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(512), 0, 512, 0);
    const { offset, text } = fat32Mark;
    const isFat32 = buffer.toString('latin1', offset, offset + text.length) === text;
    return (buffer.readUInt8(isFat32 ? flagsOffset.fat32 : flagsOffset.older) & 1) === 1;
  } finally {
    await file.close();
  }
}

/**
 * What `fsck.fat -n`, which changes nothing, says about a boot partition that was not closed cleanly,
 * in one line; null where it was, or where it can't be looked at.
 */
export async function checkFat(device: string): Promise<string | null> {
  if (!(await isDirty(device).catch(() => false))) return null;
  // It ends with 1 where it would repair something, and says what on its standard output.
  const { stdout, isMissing } = await runProgram('fsck.fat', ['-n', '--', device]);
  if (isMissing) return 'fsck.fat is missing here';
  return stdout
    .toString('utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('fsck.fat '))
    .join('; ')
    .slice(0, maxAnswerLength);
}
