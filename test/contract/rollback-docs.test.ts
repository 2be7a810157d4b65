/** The examples in docs/rollback.md are what `lifeboat plan` prints; LIFEBOAT_WRITE=1 writes them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { planOutcomeSchema } from '../../core/model/plan.ts';
import { openLifeboat } from '../helpers/lifeboat-cli.ts';
import { createMachineDirectory, type MachineDirectory } from '../helpers/machine-directory.ts';
import { createUki } from '../helpers/uki.ts';

const page = fileURLToPath(new URL('../../docs/rollback.md', import.meta.url));
const cli = openLifeboat();
const whole = createUki({ id: 'demo', version: '1.1', title: 'Demo 1.1' });

interface Example {
  casualty: string;
  goal: string;
  prepare?: (machine: MachineDirectory) => Promise<void>;
  options?: Parameters<typeof createMachineDirectory>[0];
}

const examples: Example[] = [
  { casualty: 'broken-upgrade', goal: 'rollback' },
  {
    casualty: 'interrupted-upgrade',
    goal: 'finish-upgrade',
    options: { broken: 'demo_1.1+3.efi' },
    prepare: async ({ esp }) => {
      const folder = join(esp, 'EFI/Linux');
      await writeFile(join(folder, 'demo_1.1+3.efi'), whole.subarray(0, whole.length - 600));
      await writeFile(join(folder, '.sysupdate.pending.demo_1.1+3.efi'), whole);
    },
  },
  {
    casualty: 'nothing-boots',
    goal: 'rollback',
    options: { good: 'demo_1.0+0-3.efi', broken: 'demo_1.1+0-3.efi' },
  },
];

/** A plan without what only repeats: sentences stand in the words, fingerprints are shortened. */
function shorten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shorten);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !['message', 'params'].includes(key))
      .map(([key, inner]) => [
        key,
        key === 'fingerprint' ? `${String(inner).slice(0, 8)}…` : shorten(inner),
      ]),
  );
}

async function render({ casualty, goal, prepare, options }: Example): Promise<string> {
  const machine = await createMachineDirectory(options);
  await prepare?.(machine);
  const argv = ['plan', goal, '--esp', machine.esp];
  const words = await cli.run(argv);
  const json = await cli.run([...argv, '--json']);
  await machine.remove();
  const outcome = planOutcomeSchema.parse(JSON.parse(json.stdout));
  return [
    `### ${casualty}: lifeboat plan ${goal}`,
    '',
    '```text',
    words.stdout.trimEnd(),
    '```',
    '',
    '```json',
    JSON.stringify(shorten(outcome), null, 2),
    '```',
    '',
  ].join('\n');
}

it('shows in docs/rollback.md what it really prints', async () => {
  const [before = '', rest = ''] = (await readFile(page, 'utf8')).split('<!-- examples -->\n');
  const [, after = ''] = rest.split('<!-- end of examples -->');
  const rendered = [];
  for (const example of examples) rendered.push(await render(example));
  const text = `${before}<!-- examples -->\n\n${rendered.join('\n')}\n<!-- end of examples -->${after}`;
  const formatted = await format(text, { parser: 'markdown', printWidth: 100, singleQuote: true });
  if (process.env['LIFEBOAT_WRITE'] === '1') await writeFile(page, formatted);
  expect(await readFile(page, 'utf8')).toBe(formatted);
}, 60_000);
