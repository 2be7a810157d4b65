import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { repositoryDir } from '../lib/paths.ts';

const packageSchema = z.object({ version: z.string().regex(/^\d+(\.\d+)*$/) });

/** Lifeboat's version, from package.json. */
export async function readVersion(): Promise<string> {
  const text = await readFile(join(repositoryDir, 'package.json'), 'utf8');
  return packageSchema.parse(JSON.parse(text)).version;
}

/** An os-release(5) text for a system whose ID is also its image's. */
export function formatOsRelease(id: string, name: string, version: string): string {
  return [
    `ID=${id}`,
    'ID_LIKE=debian',
    `NAME="${name}"`,
    `VERSION_ID=${version}`,
    `PRETTY_NAME="${name} ${version}"`,
    `IMAGE_ID=${id}`,
    `IMAGE_VERSION=${version}`,
    '',
  ].join('\n');
}

/** The extension-release text of an extension that fits one version only (systemd-sysext(8)). */
export function formatExtensionRelease(
  id: string,
  version: string,
  scope: 'initrd' | 'system',
): string {
  return `ID=${id}\nVERSION_ID=${version}\nSYSEXT_SCOPE=${scope}\nARCHITECTURE=x86-64\n`;
}
