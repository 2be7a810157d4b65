/** All terminals of this session by id: one for each job, and the person's own shells. */
import type { EventChannel, EventPayload } from '../../core/contract/ipc.ts';
import { Terminal } from './terminal.ts';

export type Emit = <C extends EventChannel>(channel: C, payload: EventPayload<C>) => void;

/** What a program in a terminal gets of our environment: nothing that it has no use for. */
const passedOn = ['HOME', 'LANG', 'PATH', 'USER', 'LOGNAME', 'SHELL', 'XDG_RUNTIME_DIR', 'TZ'];

function terminalEnvironment(extra: Record<string, string>): Record<string, string> {
  const kept = passedOn.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), TERM: 'xterm-256color', ...extra };
}

export interface Program {
  file: string;
  args: string[];
  env?: Record<string, string>;
  preface?: string;
  cols?: number;
  rows?: number;
  onExit?: (exitCode: number) => void;
}

export class Terminals {
  readonly #emit: Emit;
  readonly #terminals = new Map<string, Terminal>();

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  /** Starts a program in a terminal of its own; throws when it cannot be started. */
  open(terminalId: string, program: Program): void {
    const terminal = new Terminal({
      file: program.file,
      args: program.args,
      cwd: process.env['HOME'] ?? '/',
      env: terminalEnvironment(program.env ?? {}),
      cols: program.cols ?? 100,
      rows: program.rows ?? 30,
      preface: program.preface ?? '',
      onData: (data) => {
        this.#emit('terminal.data', { terminalId, data });
      },
      onExit: (exitCode) => {
        program.onExit?.(exitCode);
        this.#emit('terminal.exit', { terminalId, exitCode });
      },
    });
    this.#terminals.set(terminalId, terminal);
  }

  /** The terminal of that id; throws a sentence when there is none. */
  get(terminalId: string): Terminal {
    const terminal = this.#terminals.get(terminalId);
    if (!terminal) throw new Error(`There is no terminal “${terminalId}”.`);
    return terminal;
  }

  closeAll(): void {
    for (const terminal of this.#terminals.values()) terminal.kill();
  }
}
