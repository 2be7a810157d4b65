/** Records what the screen reader says: a speech-dispatcher module that writes instead of speaking. */
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Utterance {
  uptime: number;
  kind: 'SPEAK' | 'CHAR' | 'KEY' | 'SOUND_ICON' | 'STOP';
  text: string;
  /** How it sounds, on speech-dispatcher's scales from -100 to 100. */
  voice: { rate: string; volume: string; language: string };
}

export class SpeechLog {
  readonly #file: string;

  private constructor(file: string) {
    this.#file = file;
  }

  /** Sets up speech-dispatcher below `home` (its XDG configuration folder is HOME/.config). */
  static install(home: string): SpeechLog {
    const configuration = join(home, '.config/speech-dispatcher');
    mkdirSync(join(configuration, 'modules'), { recursive: true });
    const log = join(home, 'speech.jsonl');
    const program = join(home, 'speech-module.py');
    copyFileSync(join(import.meta.dirname, 'module.py'), program);
    chmodSync(program, 0o755);
    writeFileSync(log, '');
    writeFileSync(join(configuration, 'modules/textlog.conf'), `${log}\n`);
    writeFileSync(
      join(configuration, 'speechd.conf'),
      `LogLevel 3
LogDir "default"
CommunicationMethod "unix_socket"
AddModule "textlog" "${program}" "textlog.conf"
DefaultModule textlog
DefaultLanguage "en"
Timeout 0
`,
    );
    return new SpeechLog(log);
  }

  /** Everything said so far, in order. */
  all(): Utterance[] {
    return readFileSync(this.#file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Utterance);
  }

  /** The words alone, one utterance a line. */
  text(): string {
    return this.all()
      .filter(({ kind }) => kind !== 'STOP')
      .map(({ text }) => text)
      .join('\n');
  }
}
