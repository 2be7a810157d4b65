/**
 * A word to speech-dispatcher, through which the screen reader speaks. It keeps rate and
 * volume for each of its clients, and lets one client set them for all: so a reader that runs sounds
 * different at its next word, without losing its place. (Its language the reader sets again with each
 * word.) SSIP is a line of text and an answer to it.
 */
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Voice } from '../../core/contract/settings.ts';

const answerDeadlineMs = 1000;

/** The settings on speech-dispatcher's own scales, from -100 to 100. */
export const toDispatcherScales = ({ speechRate, speechVolume }: Voice) => ({
  // Orca, which has 0 to 99, reaches exactly these (orca-settings.ts).
  rate: 2 * Math.min(99, speechRate) - 98,
  volume: 2 * speechVolume - 100,
});

/** Where speech-dispatcher listens for the programs of this session. */
export const getDispatcherSocket = (environment: NodeJS.ProcessEnv): string =>
  join(environment['XDG_RUNTIME_DIR'] ?? '/run', 'speech-dispatcher/speechd.sock');

/** Lets all who speak in this session sound so from now on; false where nobody could be told. */
export async function tellDispatcher(socketPath: string, voice: Voice): Promise<boolean> {
  const { rate, volume } = toDispatcherScales(voice);
  const commands = [
    'SET self CLIENT_NAME lifeboat:session:voice',
    `SET all RATE ${String(rate)}`,
    `SET all VOLUME ${String(volume)}`,
    'QUIT',
  ];
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    const end = (isTold: boolean): void => {
      socket.destroy();
      resolve(isTold);
    };
    socket.setTimeout(answerDeadlineMs, () => {
      end(false);
    });
    socket.on('error', () => {
      end(false);
    });
    socket.on('close', () => {
      end(false);
    });
    let answers = 0;
    const reader = createInterface({ input: socket });
    // It passes the socket's errors on, which are dealt with above.
    reader.on('error', () => undefined);
    reader.on('line', (line) => {
      if (!line.startsWith('2')) end(false);
      else if (++answers === commands.length) end(true);
    });
    socket.write(commands.map((command) => `${command}\r\n`).join(''));
  });
}
