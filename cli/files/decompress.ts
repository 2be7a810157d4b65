import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { runProgram } from '../tools/run-program.ts';
import { decodeLz4 } from './lz4.ts';

export type Compression = 'gzip' | 'xz' | 'lz4' | 'zstd';

const inflate = promisify(zlib.inflate);
const toolTimeoutMs = 10_000;

/** What a tool makes of `bytes`; null when it is not installed, fails, or makes too much. */
async function pipeThrough(tool: string, bytes: Uint8Array, maxBytes: number) {
  const options = { input: bytes, maxBytes, timeoutMs: toolTimeoutMs };
  const { stdout, problem } = await runProgram(tool, ['-dcq'], options);
  return problem === null ? stdout : null;
}

/**
 * One compressed block of a file system, unpacked to at most `maxBytes`; null when it is damaged.
 * Node unpacks zlib streams itself; for xz and zstd there are the programs of these names.
 */
export async function decompress(
  compression: Compression,
  bytes: Uint8Array,
  maxBytes: number,
): Promise<Uint8Array | null> {
  switch (compression) {
    case 'gzip':
      return inflate(bytes, { maxOutputLength: maxBytes }).catch(() => null);
    case 'lz4':
      return decodeLz4(bytes, maxBytes);
    case 'xz':
    case 'zstd':
      return pipeThrough(compression, bytes, maxBytes);
  }
}
