import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  timingSafeEqual,
} from 'node:crypto';

type Bytes = Uint8Array;

/** SHA-256, 32 bytes. */
export function sha256(data: Bytes | string): Buffer {
  return createHash('sha256').update(data).digest();
}

/** HMAC-SHA-256 over the parts one after another, 32 bytes. */
export function hmacSha256(key: Bytes, ...parts: (Bytes | string)[]): Buffer {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** Compares in a time that does not depend on the content. */
export function isEqual(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** AES-256-CBC without padding; `data` is a multiple of 16 bytes. */
export function encryptAes(key: Bytes, iv: Bytes, data: Bytes): Buffer {
  const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  return Buffer.concat([cipher.update(data), cipher.final()]);
}

/** The inverse of encryptAes. */
export function decryptAes(key: Bytes, iv: Bytes, data: Bytes): Buffer {
  const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  return Buffer.concat([decipher.update(data), decipher.final()]);
}
