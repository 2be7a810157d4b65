/**
 * The text menu: every task as numbered choices, for a console, a serial line or a braille display.
 * Lines are at most 40 characters where they are ours, each says one thing, and nothing that was
 * printed changes afterwards. Each task is the same `lifeboat` command that the screens run, as a
 * child process at this terminal, so nothing can be done here that cannot be done there.
 */
import { choose, isConfirmed, runTask, say, type Choice } from './dialogue.ts';
import { goBack } from './go-back.ts';
import { answerQuestion } from './questions.ts';
import { unlockDisk } from './unlock.ts';

async function restart(): Promise<void> {
  if (await isConfirmed(say('menu.confirm-restart'))) await runTask(['reboot']);
}

const listMainChoices = (): Choice[] => [
  {
    label: say('menu.what-happened'),
    run: () => runTask(['inspect', '--brief']),
  },
  { label: say('menu.versions'), run: () => runTask(['inspect']) },
  { label: say('menu.unlock'), run: unlockDisk },
  { label: say('menu.go-back'), run: goBack },
  { label: say('menu.report'), run: () => runTask(['report']) },
  { label: say('menu.restart'), run: restart },
  { label: say('menu.questions'), run: answerQuestion },
];

/** Shows the menu until its terminal goes away. */
export async function runMenu(): Promise<number> {
  // Ctrl+C ends what runs now, never the menu: there is nothing behind it.
  process.on('SIGINT', () => undefined);
  while (await choose(say('menu.title'), listMainChoices()));
  return 0;
}
