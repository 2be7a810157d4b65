/** Status codes of CTAP 2.1, section 8.2, as far as the token uses them. */
export const status = {
  ok: 0x00,
  invalidCommand: 0x01,
  invalidParameter: 0x02,
  cborUnexpectedType: 0x11,
  invalidCbor: 0x12,
  missingParameter: 0x14,
  credentialExcluded: 0x19,
  unsupportedAlgorithm: 0x26,
  operationDenied: 0x27,
  unsupportedOption: 0x2b,
  invalidOption: 0x2c,
  keepaliveCancel: 0x2d,
  noCredentials: 0x2e,
  userActionTimeout: 0x2f,
  notAllowed: 0x30,
  pinInvalid: 0x31,
  pinBlocked: 0x32,
  pinAuthInvalid: 0x33,
  pinAuthBlocked: 0x34,
  pinNotSet: 0x35,
  /** PUAT_REQUIRED in CTAP 2.1, PIN_REQUIRED in 2.0. */
  pinRequired: 0x36,
  pinPolicyViolation: 0x37,
  uvBlocked: 0x3c,
  invalidSubcommand: 0x3e,
  uvInvalid: 0x3f,
  unauthorizedPermission: 0x40,
} as const;

export type StatusName = keyof typeof status;

/** Ends a command with a status other than ok; caught where the command's answer is made. */
export class CtapError extends Error {
  readonly status: StatusName;

  constructor(name: StatusName) {
    super(name);
    this.name = 'CtapError';
    this.status = name;
  }
}
