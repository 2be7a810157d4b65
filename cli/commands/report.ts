import { diagnose } from '../../core/diagnosis.ts';
import { ok } from '../../core/result.ts';
import { lifeboatVersion } from '../../core/version.ts';
import { runStep } from '../io/steps.ts';
import { openBootTree, readRecords } from '../machine/boot-files.ts';
import { withMachine } from '../machine/machine-session.ts';
import { describeDiagnosis, describeMachine } from '../text/machine-text.ts';
import { describeHistory } from '../text/plan-text.ts';
import { runTool } from '../tools/run-tool.ts';
import type { Command } from './command.ts';

const maxLogLines = 200;

/** The warnings of this session's journal; empty where there is no journal to read. */
async function readLog(): Promise<string[]> {
  const args = [
    '--boot',
    '--priority=warning',
    '--output=short-monotonic',
    '--no-pager',
    '--quiet',
  ];
  const log = await runTool('journalctl', [...args, `--lines=${String(maxLogLines)}`]);
  return log.ok ? log.value.split('\n').filter((line) => line !== '') : [];
}

/** All that helps somebody else to help. No secrets: none ever reach what it reads. */
export const report: Command<'report'> = (invocation, io, say) =>
  withMachine(invocation.where, io, ({ machine, boot }) =>
    runStep(io, 'job.report', async () => {
      const diagnosis = diagnose(machine);
      const records = boot ? await readRecords(openBootTree(boot.esp)) : [];
      const log = invocation.where.kind === 'running' ? await readLog() : [];
      const { prettyName, architecture } = machine.host;
      const facts = [prettyName, architecture, `Lifeboat ${lifeboatVersion}`, machine.inspectedAt];
      return ok({
        value: { schema: 'lifeboat.report/1', machine, diagnosis, records, log },
        sections: [
          {
            title: say('text.report-title'),
            items: [{ text: facts.filter((fact) => fact !== null).join(', ') }],
          },
          ...describeDiagnosis(diagnosis, say),
          {
            title: say('text.evidence'),
            items: diagnosis.evidence.map((text) => ({ mark: '- ', text })),
          },
          ...describeMachine(machine, say),
          ...describeHistory(records, say),
          { title: say('text.log'), items: log.map((text) => ({ mark: '  ', text })) },
        ],
      });
    }),
  );
