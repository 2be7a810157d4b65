import { z } from 'zod';

/** What model a token is and what it was given; `seed` alone decides which credentials are its own. */
export const tokenSettingsSchema = z.strictObject({
  seed: z.string(),
  pin: z.string().nullable().default(null),
  version: z.enum(['FIDO_2_0', 'FIDO_2_1']).default('FIDO_2_1'),
  /** In the order of preference that getInfo tells. */
  pinProtocols: z.array(z.literal([1, 2])).default([2, 1]),
  hmacSecret: z.boolean().default(true),
  /** A sensor of its own, set up for this person. */
  userVerification: z.boolean().default(false),
  alwaysUv: z.boolean().default(false),
  /** New credentials need no PIN although one is set. */
  makeCredUvNotRqd: z.boolean().default(false),
  attestation: z.enum(['packed', 'none']).default('packed'),
  /** Stops waiting for a touch when the host closes it; off, it stays busy as many tokens do. */
  abortsOnClose: z.boolean().default(true),
});

export type TokenSettings = z.output<typeof tokenSettingsSchema>;
export type TokenSettingsInput = z.input<typeof tokenSettingsSchema>;
