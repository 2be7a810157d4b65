/**
 * The header of a LUKS volume, read from its own bytes: no tool is needed, and image files and damaged
 * volumes tell as much as a healthy disk. LUKS2 keeps its header twice, each copy a binary part with a
 * checksum over all of it and a JSON part that names keyslots and tokens; the second copy stands right
 * behind the first, at one of few offsets. LUKS2 On-Disk Format Specification, chapters 2 and 3; LUKS1
 * On-Disk Format Specification, section 2; systemd-cryptenroll(1) for the tokens.
 */
import { z } from 'zod';
import type { CopyState, Luks, LuksToken } from '../model/machine.ts';
import { toLatin1, toText, viewOf, type ByteSource } from './byte-source.ts';
import type { Digest } from './digest.ts';

const primaryMagic = 'LUKS\u00ba\u00be';
const secondaryMagic = 'SKUL\u00ba\u00be';
const binaryBytes = 4096;
/** The sizes that a header, both parts together, may have; the second copy begins there. */
const headerSizes = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096].map((kib) => kib * 1024);

const tokenSchema = z.looseObject({
  type: z.string(),
  keyslots: z.array(z.string()).default([]),
  'fido2-clientPin-required': z.boolean().default(true),
  'fido2-up-required': z.boolean().default(true),
  'fido2-uv-required': z.boolean().default(false),
  'tpm2-pin': z.boolean().default(false),
});

const metadataSchema = z.object({
  keyslots: z.record(z.string(), z.looseObject({ type: z.string().default('luks2') })),
  tokens: z.record(z.string(), tokenSchema).default({}),
});

type Metadata = Pick<Luks, 'tokens' | 'passphraseSlots'>;

interface Copy {
  state: CopyState;
  sizeBytes: number;
  sequence: bigint;
  uuid: string | null;
  label: string | null;
  metadata: Metadata;
}

const noMetadata: Metadata = { tokens: [], passphraseSlots: [] };
const broken = (state: CopyState): Copy => ({
  state,
  sizeBytes: 0,
  sequence: -1n,
  uuid: null,
  label: null,
  metadata: noMetadata,
});

function describeToken(token: z.infer<typeof tokenSchema>): LuksToken {
  const { type, keyslots } = token;
  switch (type) {
    case 'systemd-fido2':
      return {
        type,
        keyslots,
        pinRequired: token['fido2-clientPin-required'],
        presenceRequired: token['fido2-up-required'],
        verificationRequired: token['fido2-uv-required'],
      };
    case 'systemd-tpm2':
      return { type, keyslots, pinRequired: token['tpm2-pin'] };
    case 'systemd-recovery':
      return { type, keyslots };
    default:
      return { type: 'other', name: type, keyslots };
  }
}

/** The JSON part of a header; null when it is not JSON or not of the form that LUKS2 has. */
export function parseLuksMetadata(json: string): Metadata | null {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return null;
  }
  const parsed = metadataSchema.safeParse(data);
  if (!parsed.success) return null;
  const tokens = Object.values(parsed.data.tokens).map(describeToken);
  const taken = new Set(tokens.flatMap(({ keyslots }) => keyslots));
  // A keyslot of type "reencrypt" holds no key.
  const slots = Object.entries(parsed.data.keyslots).filter(([, { type }]) => type === 'luks2');
  return {
    tokens,
    passphraseSlots: slots.map(([slot]) => slot).filter((slot) => !taken.has(slot)),
  };
}

const readText = (bytes: Uint8Array, at: number, length: number): string | null => {
  const text = toLatin1(bytes.subarray(at, at + length)).replace(/\0.*$/s, '');
  return text === '' ? null : text;
};

/** One copy at `offset`; no copy with a good checksum is called good when its JSON makes no sense. */
async function readCopy(
  source: ByteSource,
  offset: number,
  magic: string,
  digest: Digest,
): Promise<Copy> {
  const head = await source.read(offset, binaryBytes);
  if (head.length < binaryBytes || toLatin1(head.subarray(0, 6)) !== magic)
    return broken('missing');
  const view = viewOf(head);
  const sizeBytes = Number(view.getBigUint64(8));
  const isSane =
    view.getUint16(6) === 2 &&
    headerSizes.includes(sizeBytes) &&
    Number(view.getBigUint64(256)) === offset;
  if (!isSane) return broken('damaged');
  const bytes = Uint8Array.from(await source.read(offset, sizeBytes));
  if (bytes.length < sizeBytes) return broken('damaged');
  const stored = Uint8Array.from(bytes.subarray(448, 512));
  bytes.fill(0, 448, 512);
  const found = digest(readText(bytes, 72, 32) ?? '', bytes);
  if (!found?.every((byte, i) => byte === stored[i])) return broken('damaged');
  const end = bytes.indexOf(0, binaryBytes);
  const json = toText(bytes.subarray(binaryBytes, end < 0 ? sizeBytes : end));
  const metadata = json === null ? null : parseLuksMetadata(json);
  if (metadata === null) return broken('damaged');
  return {
    state: 'good',
    sizeBytes,
    sequence: view.getBigUint64(16),
    uuid: readText(bytes, 168, 40),
    label: readText(bytes, 24, 48),
    metadata,
  };
}

/** LUKS1 has eight keyslots in a row, and nothing that proves the header. */
function readLuks1(head: Uint8Array): Luks {
  const view = viewOf(head);
  const slots = Array.from({ length: 8 }, (_, i) => i);
  return {
    version: 1,
    uuid: readText(head, 168, 40),
    label: null,
    tokens: [],
    passphraseSlots: slots
      .filter((i) => view.getUint32(208 + i * 48) === 0x00ac71f3)
      .map((i) => i.toString()),
    openedAs: null,
    headers: null,
  };
}

/**
 * What the LUKS header of a volume says; null when it carries none. With both copies damaged the
 * volume is still LUKS, without tokens or slots. `openedAs` is for the caller to know.
 */
export async function readLuks(source: ByteSource, digest: Digest): Promise<Luks | null> {
  const head = await source.read(0, 592);
  const hasMagic = head.length === 592 && toLatin1(head.subarray(0, 6)) === primaryMagic;
  if (hasMagic && viewOf(head).getUint16(6) === 1) return readLuks1(head);
  const primary = await readCopy(source, 0, primaryMagic, digest);
  let secondary = broken('missing');
  for (const offset of primary.state === 'good' ? [primary.sizeBytes] : headerSizes) {
    const copy = await readCopy(source, offset, secondaryMagic, digest);
    if (copy.state !== 'missing') secondary = copy;
    if (copy.state === 'good') break;
  }
  // A magic alone behind a missing primary may be any bytes: only a proven copy counts there.
  if (primary.state === 'missing' && secondary.state !== 'good') return null;
  const best = secondary.sequence > primary.sequence ? secondary : primary;
  return {
    version: 2,
    uuid: best.uuid,
    label: best.label,
    ...best.metadata,
    openedAs: null,
    headers: { primary: primary.state, secondary: secondary.state },
  };
}
