/** Answers the renderer, channel by channel, each checked by the contract on its way in and out. */
import {
  invokeContract,
  type InvokeChannel,
  type InvokeInput,
  type InvokeOutput,
} from '../core/contract/ipc.ts';
import { lifeboatVersion } from '../core/version.ts';
import type { Jobs } from './jobs/jobs.ts';
import { readKeyboardLayout } from './session/keyboard-layout.ts';
import { listKeymaps } from './session/keymap.ts';
import type { Session } from './session/session.ts';
import { canSpeak } from './session/speech.ts';
import type { Handler, Shell } from './shells/shell.ts';
import type { Terminals } from './terminals/terminals.ts';

type Handlers = {
  [C in InvokeChannel]: (input: InvokeInput<C>) => Promise<InvokeOutput<C>> | InvokeOutput<C>;
};

export interface Services {
  shellName: Shell['name'];
  readOnly: boolean;
  jobs: Jobs;
  terminals: Terminals;
  session: Session;
  log: (fields: Record<string, unknown>, message: string) => void;
}

/** The one function that a shell hands every request to. */
export function createHandler(services: Services): Handler {
  const handlers = createHandlers(services);
  return async (channel, input) => {
    if (!isChannel(channel)) throw new Error(`There is no channel “${channel}”.`);
    const contract = invokeContract[channel];
    const parsed = contract.input.safeParse(input);
    if (!parsed.success)
      throw new Error(`“${channel}” does not take this: ${parsed.error.message}`);
    const handler = handlers[channel] as (input: unknown) => unknown;
    return contract.output.parse(await handler(parsed.data));
  };
}

const isChannel = (name: string): name is InvokeChannel => Object.hasOwn(invokeContract, name);

function createHandlers({
  shellName,
  readOnly,
  jobs,
  terminals,
  session,
  log,
}: Services): Handlers {
  let lastShell = 0;
  return {
    'app.info': async () => ({
      version: lifeboatVersion,
      shell: shellName,
      readOnly,
      canSpeak: canSpeak(),
      settings: session.settings,
      keymaps: await listKeymaps(),
    }),
    'app.screen': ({ screen }) => {
      log({ screen }, 'screen');
      void session.screenShown();
      return null;
    },
    'app.settings': (settings) => session.change(settings),
    'app.keyboard': ({ keymap }) => readKeyboardLayout(keymap),
    'speech.noticed': () => {
      session.noticeInput();
      return null;
    },
    'speech.accept': ({ place }) => session.acceptOffer(place),
    'job.start': (request) => jobs.start(request),
    'job.list': () => jobs.list(),
    'job.answer': ({ jobId, questionId, secret }) => {
      jobs.answer(jobId, questionId, secret);
      return null;
    },
    'job.cancel': ({ jobId }) => {
      jobs.cancel(jobId);
      return null;
    },
    'terminal.open': ({ cols, rows }) => {
      const terminalId = `shell-${String(++lastShell)}`;
      terminals.open(terminalId, { file: '/bin/bash', args: ['--norc', '-i'], cols, rows });
      return { terminalId };
    },
    'terminal.attach': ({ terminalId }) => terminals.get(terminalId).attach(),
    'terminal.write': ({ terminalId, data }) => {
      terminals.get(terminalId).write(data);
      return null;
    },
    'terminal.resize': ({ terminalId, cols, rows }) => {
      terminals.get(terminalId).resize(cols, rows);
      return null;
    },
    'terminal.ack': ({ terminalId, chars }) => {
      terminals.get(terminalId).acknowledge(chars);
      return null;
    },
  };
}
