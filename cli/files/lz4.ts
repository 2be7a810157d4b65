/**
 * Unpacks one LZ4 block to at most `maxBytes`; null when it is damaged. A block is a row of
 * sequences: literal bytes, then a copy of bytes that came before (LZ4 Block Format Description).
 */
export function decodeLz4(block: Uint8Array, maxBytes: number): Uint8Array | null {
  const output = new Uint8Array(maxBytes);
  let at = 0;
  let size = 0;
  /** A length whose four bits in the token were full goes on in bytes, up to one that is not 255. */
  const readLength = (start: number) => {
    let length = start;
    if (start !== 15) return length;
    for (let byte = 255; byte === 255; at += 1) {
      byte = block[at] ?? -1;
      if (byte < 0) return -1;
      length += byte;
    }
    return length;
  };
  while (at < block.length) {
    const token = block[at] ?? 0;
    at += 1;
    const literals = readLength(token >> 4);
    if (literals < 0 || at + literals > block.length || size + literals > maxBytes) return null;
    output.set(block.subarray(at, at + literals), size);
    at += literals;
    size += literals;
    // The last sequence has literals only.
    if (at === block.length) break;
    const distance = (block[at] ?? 0) | ((block[at + 1] ?? 0) << 8);
    at += 2;
    const copied = readLength(token & 15) + 4;
    if (copied < 4 || distance === 0 || distance > size || size + copied > maxBytes) return null;
    for (let i = 0; i < copied; i += 1, size += 1) output[size] = output[size - distance] ?? 0;
  }
  return output.subarray(0, size);
}
