/** Something that can be read at any offset: a device, an image file, a part of one. */
export interface ByteSource {
  readonly sizeBytes: number;
  /** The bytes at `offset`; fewer, down to none, where the source ends before `offset + length`. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Bytes in memory as a source. */
export const fromBytes = (bytes: Uint8Array): ByteSource => ({
  sizeBytes: bytes.byteLength,
  read: (offset, length) =>
    Promise.resolve(
      offset < 0 || length <= 0 ? new Uint8Array(0) : bytes.subarray(offset, offset + length),
    ),
});

/** A part of a source; what lies outside of it cannot be read through it. */
export function sliceOf(source: ByteSource, offset: number, sizeBytes: number): ByteSource {
  const size = Math.max(0, Math.min(sizeBytes, source.sizeBytes - offset));
  return {
    sizeBytes: size,
    read: (at, length) =>
      at < 0 || at >= size || length <= 0
        ? Promise.resolve(new Uint8Array(0))
        : source.read(offset + at, Math.min(length, size - at)),
  };
}

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Bytes as text, one character for each byte. */
export const toLatin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

/** Bytes as lower-case hexadecimal digits. */
export const toHex = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
};

/** UTF-8 as text; null when it is none. */
export function toText(bytes: Uint8Array): string | null {
  if (bytes.every((byte) => byte < 0x80)) return toLatin1(bytes);
  try {
    return decodeURIComponent(toHex(bytes).replace(/../g, '%$&'));
  } catch {
    return null;
  }
}
