import { machineSchema } from '../../core/model/machine.ts';
import { choose, createBack, isConfirmed, readResult, runLifeboat, say, tell } from './dialogue.ts';

async function goBackTo(id: string, name: string): Promise<void> {
  const words = ['plan', 'rollback', '--to', id];
  if ((await runLifeboat(words)).exitCode !== 0) return;
  const plan = await runLifeboat([...words, '--json'], { capture: true });
  if (!(await isConfirmed(say('menu.confirm', { version: name })))) return;
  await runLifeboat(['apply', '-'], { input: plan.stdout });
}

/** Chooses a version, shows what going back to it changes, and does it after a "yes". */
export async function goBack(): Promise<void> {
  const machine = await readResult(['inspect'], machineSchema);
  const versions = machine?.versions.filter(({ isLifeboat }) => !isLifeboat) ?? [];
  if (versions.length === 0) {
    tell(say('menu.no-version'));
    return;
  }
  const choices = versions.map(({ id, name, state, complete }) => ({
    label: `${name}: ${say(complete ? `state.${state}` : 'state.incomplete')}`,
    run: () => goBackTo(id, name),
  }));
  await choose(say('menu.go-back'), [...choices, createBack()]);
}
