import { createHash } from 'node:crypto';

export interface LuksPlan {
  /** The JSON part. */
  metadata: string;
  label?: string;
  uuid?: string;
  sequence?: number;
  /** Of one copy. */
  sizeBytes?: number;
}

/** Both copies of a LUKS2 header; written from the LUKS2 On-Disk Format Specification. */
export function createLuks2Header(plan: LuksPlan): Buffer {
  const sizeBytes = plan.sizeBytes ?? 0x4000;
  const createCopy = (magic: string, offset: number) => {
    const copy = Buffer.alloc(sizeBytes);
    copy.write(magic, 0, 'latin1');
    copy.writeUInt16BE(2, 6);
    copy.writeBigUInt64BE(BigInt(sizeBytes), 8);
    copy.writeBigUInt64BE(BigInt(plan.sequence ?? 3), 16);
    copy.write(plan.label ?? '', 24);
    copy.write('sha256', 72);
    copy.fill(0x5a, 104, 168);
    copy.write(plan.uuid ?? '4cacab74-595e-409a-98e6-4476711ecc61', 168);
    copy.writeBigUInt64BE(BigInt(offset), 256);
    copy.write(plan.metadata, 4096);
    createHash('sha256').update(copy).digest().copy(copy, 448);
    return copy;
  };
  return Buffer.concat([
    createCopy('LUKS\u00ba\u00be', 0),
    createCopy('SKUL\u00ba\u00be', sizeBytes),
  ]);
}

/** The JSON part of a header with one passphrase and, if asked for, tokens of systemd-cryptenroll. */
export const createLuksMetadata = (tokens: Record<string, unknown>[] = []): string =>
  JSON.stringify({
    keyslots: Object.fromEntries(
      Array.from({ length: tokens.length + 1 }, (_, i) => [String(i), { type: 'luks2' }]),
    ),
    tokens: Object.fromEntries(
      tokens.map((token, i) => [String(i), { keyslots: [String(i + 1)], ...token }]),
    ),
  });
