/* The demo machine's encrypted volumes: LUKS2 images, made without device mapper. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { enrolToken, type Enrolment } from './enrol-token.ts';
import { runRepart } from './repart.ts';
import { runTool } from './tools-tree.ts';

/** The demo machine's secrets are public: see image/demo/README.md. */
export const demoPassphrase = 'correct horse battery';
export const demoRecoveryKey =
  'cbdefghi-jklnrtuv-cbdefghi-jklnrtuv-cbdefghi-jklnrtuv-cbdefghi-jklnrtuv';

/** The file in the folder of a step that made a volume. */
export const volumeFile = 'volume.raw';

/** The key derivation of a real machine takes seconds under emulation, and a gigabyte. */
const cheapKeyDerivation = ['--pbkdf=pbkdf2', '--pbkdf-force-iterations=1000', '--batch-mode'];

/** Gives the volume its passphrase and its recovery key, and takes the key that it was made with. */
async function enrolSecrets(tools: string, volume: string, firstKey: string): Promise<void> {
  const file = `${volume}.secret`;
  for (const [slot, secret] of [demoPassphrase, demoRecoveryKey].entries()) {
    await writeFile(file, secret, { mode: 0o600 });
    await runTool(tools, 'cryptsetup', [
      ...['luksAddKey', `--key-file=${firstKey}`, `--new-key-slot=${String(slot + 1)}`],
      ...cheapKeyDerivation,
      volume,
      file,
    ]);
    await rm(file);
  }
  await runTool(tools, 'cryptsetup', ['luksRemoveKey', '--batch-mode', volume, firstKey]);
  await runTool(tools, 'cryptsetup', ['token', 'import', '--json-file=-', volume], {
    input: JSON.stringify({ type: 'systemd-recovery', keyslots: ['2'] }),
  });
}

export interface LockedVolumeOptions {
  /** Folder with one repart.d definition, whose SplitName= is `name`. */
  definitions: string;
  /** Has the folder `staging`, which the definition copies from; the volume is made in it. */
  folder: string;
  name: string;
  /** The security tokens that open it too. */
  tokens: Enrolment[];
}

/** Makes the volume from `staging`, which goes, and lets passphrase, recovery key and tokens open it. */
export async function makeLockedVolume(tools: string, options: LockedVolumeOptions): Promise<void> {
  const { definitions, folder, name, tokens } = options;
  const [root, image] = [join(folder, 'staging'), join(folder, 'disk.raw')];
  const firstKey = join(folder, 'first.key');
  await writeFile(firstKey, crypto.randomUUID(), { mode: 0o600 });
  const args = ['--split=yes', `--key-file=${firstKey}`];
  await runRepart(tools, { definitions, root, image, name: `demo ${name}`, args });
  const volume = join(folder, volumeFile);
  await rename(join(folder, `disk.${name}.raw`), volume);
  await enrolSecrets(tools, volume, firstKey);
  for (const token of tokens) {
    await enrolToken({
      ...{ image: volume, passphrase: demoPassphrase, ...token },
      cryptsetup: (words, input) =>
        runTool(tools, 'cryptsetup', words, input === undefined ? {} : { input }),
    });
  }
  for (const done of [root, firstKey, image]) await rm(done, { recursive: true });
}
