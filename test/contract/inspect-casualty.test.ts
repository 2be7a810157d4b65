/** What inspection says of the demo machine's casualties, on trees laid out as its disks are. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { machineSchema } from '../../core/model/machine.ts';
import { planSchema } from '../../core/model/plan.ts';
import { readCasualty } from '../../tools/image/casualty.ts';
import { createErofs, createExtensionItems } from '../helpers/erofs.ts';
import { openLifeboat } from '../helpers/lifeboat-cli.ts';
import { createOsRelease, createUki } from '../helpers/uki.ts';

const cli = openLifeboat();
let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'lifeboat-casualty-'));
});
afterEach(() => rm(base, { recursive: true, force: true }));

async function write(path: string, content: string | Buffer) {
  await mkdir(dirname(join(base, path)), { recursive: true });
  await writeFile(join(base, path), content);
}

/** The ESP and, as /var below a root that runs `running`, the state volume of a casualty. */
async function layOut(casualtyName: string, running: string): Promise<string[]> {
  const { versions } = await readCasualty(casualtyName);
  for (const { version, entry, extensions } of versions) {
    const demo = { id: 'demo', version, title: `Demo ${version}` };
    await write(`esp/EFI/Linux/${entry}`, createUki(demo));
    if (version === running) await write('root/usr/lib/os-release', createOsRelease(demo));
    for (const file of Object.values(extensions)) {
      const release = { ID: 'demo', VERSION_ID: version, SYSEXT_SCOPE: 'system' };
      const image = createErofs(createExtensionItems(basename(file, '.raw'), release));
      await write(`root/var/lib/${file}`, image);
    }
  }
  return ['--root', join(base, 'root'), '--esp', join(base, 'esp')];
}

const read = async (...argv: string[]) => (await cli.run(argv)).stdout;
/** What is printed for a person, as if it were one line. */
const readAsLine = async (...argv: string[]) => (await read(...argv)).replaceAll(/\s+/g, ' ');

describe('wrong-extension', () => {
  let where: string[];
  beforeEach(async () => {
    where = await layOut('wrong-extension', '1.0');
  });

  it('is told in short: what does not fit, why, what would, and what to do', async () => {
    const text = await readAsLine('inspect', '--brief', ...where);
    expect(text).toContain(
      'The add-on network-tools-1.1 was built for demo 1.1, so Demo 1.0 does not use it.',
    );
    expect(text).toContain(
      'network-tools-1.0 is kept on this machine and fits, but is not in use.',
    );
    expect(text).toContain('Use the add-on network-tools-1.0, which fits. Nothing is deleted.');
  });

  it('is a problem of its own, with both files as evidence', async () => {
    const machine = machineSchema.parse(JSON.parse(await read('inspect', '--json', ...where)));
    const kept = '/var/lib/extensions.d/network-tools-1.0.raw';
    expect(machine.extensions).toMatchObject([
      {
        name: 'network-tools-1.1',
        reason: 'version-mismatch',
        fitsVersions: ['demo_1.1'],
        replacement: { name: 'network-tools-1.0', path: kept, version: '1.0' },
      },
    ]);
    expect(machine.problems.find(({ code }) => code === 'extension-unfit')).toMatchObject({
      severity: 'warning',
      subject: 'network-tools-1.1',
      evidence: ['/var/lib/extensions/network-tools-1.1.raw', kept],
    });
  });

  it.each(['network-tools-1.1', 'demo_1.0', 'extension-unfit'])(
    'is explained by %s',
    async (id) => {
      const story = await readAsLine('inspect', '--explain', id, ...where);
      expect(story).toMatch(
        /network-tools-1\.0 fits.* kept at \/var\/lib\/extensions\.d\/network-tools-1\.0\.raw/,
      );
    },
  );

  it('is planned without naming it: the right one comes into use, nothing goes', async () => {
    const plan = planSchema.parse(JSON.parse(await read('plan', 'extension', '--json', ...where)));
    expect(plan.target).toBe('network-tools-1.1');
    expect(plan.steps.map(({ action }) => action)).toEqual([
      {
        kind: 'set-link',
        place: 'system',
        path: 'var/lib/extensions/network-tools-1.0.raw',
        to: '../extensions.d/network-tools-1.0.raw',
      },
    ]);
  });

  it('is over once the plan is carried out', async () => {
    const plan = await read('plan', 'extension', '--json', ...where);
    const { exitCode } = await cli.run(['apply', '-', ...where], { input: plan });
    expect(exitCode).toBe(0);
    const machine = machineSchema.parse(JSON.parse(await read('inspect', '--json', ...where)));
    expect(machine.extensions.map(({ name, matches }) => [name, matches])).toEqual([
      ['network-tools-1.0', true],
      ['network-tools-1.1', false],
    ]);
    expect(machine.problems.map(({ code }) => code)).not.toContain('extension-unfit');
  });
});
