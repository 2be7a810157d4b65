import { fail, ok } from '../../core/result.ts';
import { runStep } from '../io/steps.ts';
import { runTool } from '../tools/run-tool.ts';
import { closeAllMappings } from '../unlock/close-mapping.ts';
import type { Command } from './command.ts';

/** Locks what was unlocked here, then asks systemd for an orderly restart. */
export const reboot: Command<'reboot'> = (_invocation, io, say) =>
  runStep(io, 'job.reboot', async () => {
    await closeAllMappings();
    const asked = await runTool('systemctl', ['reboot', '--no-block']);
    // A restart that has begun ends this service, and systemctl with it, before it can answer.
    const hasBegun = asked.ok || asked.failure.detail.includes('was killed with SIGTERM');
    if (!hasBegun) return fail('REBOOT-01', {}, asked.failure.detail);
    const value = { schema: 'lifeboat.reboot/1', restarting: true };
    return ok({ value, sections: [{ title: null, items: [{ text: say('reboot.done') }] }] });
  });
