/**
 * The security tokens that are plugged in. udev knows which hidraw devices are FIDO tokens
 * (ID_FIDO_TOKEN=1) and tells when one comes or goes; fido2-token and fido2-assert ask a token about
 * itself. They talk to the token, so they run only while the helper does not.
 */
import { execa } from 'execa';
import { readdir, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Credential } from '../../core/unlock/enrolments.ts';
import {
  parseTokenInfo,
  readPreflight,
  type Ownership,
  type PluggedToken,
} from '../../core/unlock/token-info.ts';
import { toolEnvironment } from '../tools/run-program.ts';
import { runTool } from '../tools/run-tool.ts';

const sysfs = '/sys/class/hidraw';
const toolMs = 3000;

const propertiesSchema = z.looseObject({
  DEVNAME: z.string().startsWith('/dev/'),
  ID_FIDO_TOKEN: z.literal('1'),
});

/** The device nodes of the tokens that are plugged in now; empty where udev says nothing. */
export async function listTokenDevices(): Promise<string[]> {
  const names = await readdir(sysfs).catch((): string[] => []);
  const found = await Promise.all(
    names.sort().map(async (name) => {
      const told = await runTool('udevadm', ['info', '--json=short', `${sysfs}/${name}`]);
      if (!told.ok) return null;
      try {
        return propertiesSchema.safeParse(JSON.parse(told.value)).data?.DEVNAME ?? null;
      } catch {
        return null;
      }
    }),
  );
  return found.filter((device) => device !== null);
}

/** What stands on the token: the kernel's HID_NAME. */
async function readProduct(device: string): Promise<string | null> {
  const path = `${sysfs}/${device.replace('/dev/', '')}/device/uevent`;
  const text = await readFile(path, 'utf8').catch(() => '');
  return /^HID_NAME=(.+)$/m.exec(text)?.[1]?.trim() ?? null;
}

/** Asks the token whether a credential is its own, without touch and PIN: fido2-assert(1). */
async function askOwnership(device: string, credential: Credential): Promise<Ownership> {
  // The signature is not looked at, so any 32 bytes do for what would be signed.
  const challenge = Buffer.alloc(32).toString('base64');
  const input = `${challenge}\n${credential.relyingParty}\n${credential.id}\n`;
  const args = ['-G', '-t', 'up=false', device];
  const told = await runTool('fido2-assert', args, { input, timeoutMs: toolMs });
  return readPreflight(told.ok, told.ok ? '' : told.failure.detail);
}

/** The credentials of each volume of this machine, by the name that the person knows. */
export interface KnownCredentials {
  own: readonly Credential[];
  others: readonly { name: string; credentials: readonly Credential[] }[];
}

async function askFirst(device: string, credentials: readonly Credential[]): Promise<Ownership> {
  let answer: Ownership = 'foreign';
  for (const credential of credentials) {
    answer = await askOwnership(device, credential);
    if (answer !== 'foreign') break;
  }
  return answer;
}

async function lookAt(device: string, known: KnownCredentials): Promise<PluggedToken> {
  const product = await readProduct(device);
  const told = await runTool('fido2-token', ['-I', device], { timeoutMs: toolMs });
  const info = told.ok ? parseTokenInfo(told.value) : null;
  if (info?.hasHmacSecret === false) return { product, fits: 'foreign', opens: null, info };
  const fits = await askFirst(device, known.own);
  if (fits !== 'foreign') return { product, fits, opens: null, info };
  for (const { name, credentials } of known.others) {
    if ((await askFirst(device, credentials)) === 'own')
      return { product, fits, opens: name, info };
  }
  return { product, fits, opens: null, info };
}

/** Looks at each plugged token in turn. */
export async function lookAtTokens(known: KnownCredentials): Promise<PluggedToken[]> {
  const tokens: PluggedToken[] = [];
  for (const device of await listTokenDevices()) tokens.push(await lookAt(device, known));
  return tokens;
}

/** Calls back whenever a token comes or goes, until the returned function is called. */
export function watchTokens(onChange: (action: 'add' | 'remove') => void): () => void {
  const monitor = execa(
    'udevadm',
    ['monitor', '--udev', '--subsystem-match=hidraw', '--property'],
    {
      env: toolEnvironment(),
      extendEnv: false,
      stdin: 'ignore',
      stderr: 'ignore',
      reject: false,
      buffer: false,
    },
  );
  // Each event is a block of KEY=VALUE lines that an empty line ends.
  let block = new Map<string, string>();
  createInterface({ input: monitor.stdout }).on('line', (line) => {
    const split = line.indexOf('=');
    if (split > 0) block.set(line.slice(0, split), line.slice(split + 1));
    if (line !== '') return;
    const action = block.get('ACTION');
    const isToken = block.get('ID_FIDO_TOKEN') === '1';
    block = new Map();
    if (isToken && (action === 'add' || action === 'remove')) onChange(action);
  });
  return () => monitor.kill();
}
