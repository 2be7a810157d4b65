/**
 * What a LUKS2 header says about the tokens that open the volume, as far as it takes to ask a token
 * "are you the one?": the credentials' ids. They are no secrets, but they stay out of the machine
 * model, since nobody needs them there. systemd-cryptenroll(1).
 */
import { z } from 'zod';
import { ok, type Result } from '../result.ts';
import { parseToolJson } from '../tool-output.ts';

const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);
const fido2Schema = z.looseObject({
  type: z.literal('systemd-fido2'),
  'fido2-credential': base64,
  'fido2-rp': z.string().default('io.systemd.cryptsetup'),
});
const headerSchema = z.object({
  tokens: z.record(z.string(), z.unknown()).default({}),
});

/** One credential that a security token made for this volume. */
export interface Credential {
  /** Base64 of the credential's id. */
  id: string;
  relyingParty: string;
}

/** The FIDO2 credentials in `cryptsetup luksDump --dump-json-metadata`; TOOL-03 for other text. */
export function parseCredentials(json: string): Result<Credential[]> {
  const header = parseToolJson(headerSchema, 'cryptsetup', json);
  if (!header.ok) return header;
  return ok(
    Object.values(header.value.tokens).flatMap((token) => {
      const fido2 = fido2Schema.safeParse(token);
      return fido2.success
        ? [{ id: fido2.data['fido2-credential'], relyingParty: fido2.data['fido2-rp'] }]
        : [];
    }),
  );
}
