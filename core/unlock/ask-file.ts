/** A question of a helper, as it stands in /run/systemd/ask-password/ask.* . */
export interface Ask {
  pid: number;
  socket: string;
  message: string;
  /** "cryptsetup:DEVICE" for passphrases, absent for PINs. */
  id: string | null;
  /** False from the second try on: an earlier answer was wrong. */
  acceptCached: boolean;
  /** Monotonic microseconds after which nobody waits for an answer; null when it waits for ever. */
  notAfterUsec: bigint | null;
}

/** What a question asks for: a passphrase question takes a recovery key as well. */
export type AskKind = 'pin' | 'tpm2-pin' | 'passphrase';

const never = new Set([0n, 2n ** 64n - 1n]);

/** Null when the text is not a complete question: systemd's "Password Agents" specification. */
export function parseAskFile(text: string): Ask | null {
  const fields = new Map<string, string>();
  let isAskSection = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('[')) isAskSection = line.trim() === '[Ask]';
    const split = line.indexOf('=');
    if (isAskSection && split > 0) fields.set(line.slice(0, split), line.slice(split + 1));
  }
  const pid = Number(fields.get('PID'));
  const socket = fields.get('Socket');
  const notAfter = fields.get('NotAfter') ?? '0';
  if (!Number.isSafeInteger(pid) || pid <= 0 || !socket || !/^\d{1,20}$/.test(notAfter))
    return null;
  return {
    pid,
    socket,
    message: fields.get('Message') ?? '',
    id: fields.get('Id') ?? null,
    acceptCached: fields.get('AcceptCached') === '1',
    notAfterUsec: never.has(BigInt(notAfter)) ? null : BigInt(notAfter),
  };
}

/** What the question asks for. Only passphrase questions carry an id; PINs are known by their words. */
export function classifyAsk({ id, message }: Ask): AskKind {
  if (id !== null) return 'passphrase';
  if (/TPM2? PIN/i.test(message)) return 'tpm2-pin';
  return /\bPIN\b/.test(message) ? 'pin' : 'passphrase';
}

/** Whether nobody waits for the answer any more at the monotonic time `nowUsec`. */
export const isExpired = ({ notAfterUsec }: Ask, nowUsec: bigint): boolean =>
  notAfterUsec !== null && notAfterUsec <= nowUsec;
