import { requireProtocol, verifyPerson, type TokenParts } from './parts.ts';
import { CtapError } from './status.ts';

export interface AuthorizationRequest {
  /** One of pin-uv-auth's permissions. */
  permission: number;
  rpId: string;
  clientDataHash: Uint8Array;
  pinUvAuthParam: Uint8Array | undefined;
  pinUvAuthProtocol: number | undefined;
  wantsUp: boolean;
  wantsUv: boolean;
  /** The command is not for persons that nobody verified. */
  needsUv: boolean;
}

/** An empty pinUvAuthParam asks which token is meant: touch it, and hear whether it has a PIN. */
async function select(token: TokenParts): Promise<never> {
  await token.person.giveTouch();
  throw new CtapError(token.pins.isSet ? 'pinInvalid' : 'pinNotSet');
}

/** The sensor's refusal sends the host to the PIN, if there is one: CTAP 2.1, 6.1.2 step 11. */
async function verifyOrAskForPin(token: TokenParts): Promise<void> {
  try {
    await verifyPerson(token);
  } catch (error) {
    const isRefusal =
      error instanceof CtapError && (error.status === 'uvInvalid' || error.status === 'uvBlocked');
    if (!isRefusal) throw error;
    throw new CtapError(token.pins.isSet ? 'pinRequired' : 'operationDenied');
  }
}

/**
 * Decides whether the person may use the token for this: by a pinUvAuthToken, by the token's own
 * sensor, or without either. Says if the person is verified, and if they have touched it for that.
 */
export async function authorize(
  token: TokenParts,
  request: AuthorizationRequest,
): Promise<{ isVerified: boolean; isPresent: boolean }> {
  const { settings } = token;
  const param = request.pinUvAuthParam;
  if (param?.length === 0) return select(token);
  if (param !== undefined) {
    const protocol = requireProtocol(token, request.pinUvAuthProtocol);
    return { isVerified: true, ...token.auth.verify(protocol, param, request) };
  }
  if (request.wantsUv && !settings.userVerification) throw new CtapError('invalidOption');
  // A silent question (up=false) is how hosts look for credentials, and is always answered.
  const isAlways = settings.alwaysUv && request.wantsUp;
  if (request.wantsUv || (isAlways && settings.userVerification)) {
    await verifyOrAskForPin(token);
    return { isVerified: true, isPresent: true };
  }
  if (isAlways || request.needsUv) throw new CtapError('pinRequired');
  return { isVerified: false, isPresent: false };
}
