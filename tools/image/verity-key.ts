import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir } from '../lib/paths.ts';
import { runTool } from './tools-tree.ts';

export interface VerityKey {
  key: string;
  certificate: string;
}

/**
 * The key that signs the extension's root hash, made at the first build and kept in the cache
 * folder, with its certificate, which the initrd carries (systemd.image-policy(7), "signed").
 */
export async function makeVerityKey(tools: string): Promise<VerityKey> {
  const folder = join(cacheDir(), 'keys');
  const pair = { key: join(folder, 'verity.key'), certificate: join(folder, 'verity.crt') };
  if (existsSync(pair.key) && existsSync(pair.certificate)) return pair;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const [newKey, newCertificate] = [`${pair.key}.new`, `${pair.certificate}.new`];
  await runTool(tools, 'openssl', [
    ...['req', '-new', '-x509', '-newkey', 'rsa:3072', '-noenc', '-sha256', '-days', '3650'],
    ...['-subj', '/CN=Lifeboat development build/', '-keyout', newKey, '-out', newCertificate],
  ]);
  await rename(newCertificate, pair.certificate);
  await rename(newKey, pair.key);
  return pair;
}
