/**
 * The hash of all parts, one after the other; null where the function is not known. Given to the
 * readers here, because core has no hash functions itself.
 */
export type Digest = (algorithm: string, ...parts: Uint8Array[]) => Uint8Array | null;
