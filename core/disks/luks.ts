import { z } from 'zod';
import type { Luks, LuksToken } from '../model/machine.ts';
import { fail, ok, type Result } from '../result.ts';

const tokenSchema = z.looseObject({
  type: z.string(),
  keyslots: z.array(z.string()).default([]),
  'fido2-clientPin-required': z.boolean().default(true),
  'fido2-up-required': z.boolean().default(true),
  'fido2-uv-required': z.boolean().default(false),
  'tpm2-pin': z.boolean().default(false),
});

const metadataSchema = z.object({
  keyslots: z.record(z.string(), z.looseObject({})),
  tokens: z.record(z.string(), tokenSchema).default({}),
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

/**
 * Tokens and passphrase slots in `cryptsetup luksDump --dump-json-metadata`; a keyslot that no token
 * names is a passphrase. LUKS2 On-Disk Format, section 3; systemd-cryptenroll(1) for the tokens.
 */
export function parseLuksDump(json: string): Result<Pick<Luks, 'tokens' | 'passphraseSlots'>> {
  const tool = 'cryptsetup';
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    return fail('TOOL-03', { tool }, String(error));
  }
  const parsed = metadataSchema.safeParse(data);
  if (!parsed.success) return fail('TOOL-03', { tool }, z.prettifyError(parsed.error));
  const tokens = Object.values(parsed.data.tokens).map(describeToken);
  const taken = new Set(tokens.flatMap(({ keyslots }) => keyslots));
  const passphraseSlots = Object.keys(parsed.data.keyslots).filter((slot) => !taken.has(slot));
  return ok({ tokens, passphraseSlots });
}
