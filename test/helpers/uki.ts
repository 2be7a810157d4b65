/**
 * Writes tiny, valid UKIs: a PE header, a section table and the text sections that boot loaders and
 * inspection read. Nothing in it runs.
 */
const fileAlignment = 512;
const peOffset = 64;
const optionalHeaderBytes = 112;

const align = (value: number) => Math.ceil(value / fileAlignment) * fileAlignment;

/** The bytes of a PE file for x86-64 with these sections, in this order; names may repeat. */
export function createPe(sections: readonly (readonly [string, string])[]): Buffer {
  const tableOffset = peOffset + 24 + optionalHeaderBytes;
  let offset = align(tableOffset + sections.length * 40);
  const bodies = sections.map(([name, text]) => {
    const body = Buffer.from(text);
    const place = { name, body, offset };
    offset += align(body.length);
    return place;
  });
  const file = Buffer.alloc(offset);
  file.write('MZ', 0, 'latin1');
  file.writeUInt32LE(peOffset, 0x3c);
  file.write('PE\0\0', peOffset, 'latin1');
  file.writeUInt16LE(0x8664, peOffset + 4);
  file.writeUInt16LE(sections.length, peOffset + 6);
  file.writeUInt16LE(optionalHeaderBytes, peOffset + 20);
  file.writeUInt16LE(0x20b, peOffset + 24);
  for (const [i, { name, body, offset: at }] of bodies.entries()) {
    const header = tableOffset + i * 40;
    file.write(name.slice(0, 8), header, 'latin1');
    file.writeUInt32LE(body.length, header + 8);
    file.writeUInt32LE(align(body.length), header + 16);
    file.writeUInt32LE(at, header + 20);
    body.copy(file, at);
  }
  return file;
}

export interface UkiOptions {
  id: string;
  version: string;
  title?: string;
  cmdline?: string;
}

/** The os-release that such a UKI carries. */
export const createOsRelease = ({ id, version, title }: UkiOptions): string =>
  [
    `ID=${id}`,
    `VERSION_ID=${version}`,
    `IMAGE_ID=${id}`,
    `IMAGE_VERSION=${version}`,
    `PRETTY_NAME="${title ?? `${id} ${version}`}"`,
    '',
  ].join('\n');

/** A whole tiny UKI. */
export const createUki = (options: UkiOptions): Buffer =>
  createPe([
    ['.osrel', createOsRelease(options)],
    ['.cmdline', options.cmdline ?? 'quiet'],
    ['.linux', `a kernel of ${options.id} ${options.version}`],
    ['.initrd', 'an initrd'],
  ]);
