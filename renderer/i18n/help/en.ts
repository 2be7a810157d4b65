/** English help. */
import type { HelpText } from './help-text.ts';

export const en: HelpText = {
  keys: [
    'Tab and Shift+Tab: to the next and the previous control. Enter or Space: use it.',
    'Arrow keys: choose within a group. Escape: back.',
    'F6: to the next part of the screen. F1: this help.',
    'Super+Alt+S: turn speech on or off. F2: much on one screen, or room around everything.',
    'Super+Alt with the arrow right or left: speak faster or slower; up or down: louder or softer.',
    'Shift alone, held for eight seconds: slow keys on or off.',
  ],
  start: [
    'The first button takes you on. Below it you can set language, keyboard, speech, text size and colours. Each takes effect at once.',
    'Nothing on this screen changes your system.',
  ],
  'what-happened': [
    'Lifeboat has looked at this machine and says in a few sentences what it found. Looking changes nothing.',
    'The big button is the way that is recommended. It leads to a preview first; you decide there.',
    'If the machine was switched off while it was starting, a good version can look as if it had failed. If that may be so, restart and be patient.',
  ],
  disks: [
    'Here is every disk that this machine sees, with its parts. If a disk is missing, check its cable, then look at the machine again.',
    'A locked disk is encrypted. You can unlock it for reading with its passphrase or its recovery key.',
    'The disks are a tree: arrow keys go up and down, right opens, left closes, a letter jumps to a name. Enter, or F6, goes to what is known of the part.',
  ],
  versions: [
    'A version is good when it finished starting before, not yet proven when it never has, and bad when all its tries were used up.',
    'An add-on is used only by the version that it was made for. That others ignore it is as it should be.',
    'Nothing is deleted here. Going back only changes which version starts.',
    'The field above the list finds by name, state or any other word. In the list, arrow keys choose; Enter, or F6, goes to what is known of it.',
  ],
  unlock: [
    'Type the passphrase that you use when the machine starts, or the recovery key that you were given when it was set up.',
    'If a right passphrase is refused, check the keyboard layout beside the field, and Caps Lock. You can show what you typed.',
    'Wrong tries do no harm, and you may go on without unlocking.',
  ],
  'go-back': [
    'The recommended way stands first, other versions and earlier changes below it. “Start … once” tries a version one time and changes nothing for later.',
    'You see what is so now, what will be so from then on, and each step in between. What may be missed stands in bold. Nothing is done before you confirm.',
    'Nothing is deleted: a version that failed, an unfinished upgrade or an add-on that does not fit stays on the disk. Your files stay as they are.',
    'If something goes wrong on the way, or the power fails, the machine still starts. Lifeboat then offers to finish the change or to take it back.',
    'Each change can be taken back, at once or later under “Earlier changes”, and is previewed first, too. Under “More” you can leave your name for the record.',
  ],
  terminal: [
    'Every operation of Lifeboat is a command that runs in a terminal. Here you can read each of them, or type commands of your own as a user without rights over the disks.',
    'F6, or Ctrl and Alt with an arrow key, leaves the terminal. “Read as text” shows everything as text to walk through with the arrow keys.',
  ],
  restart: [
    'The machine starts again, with the version that is named here.',
    'To come back to Lifeboat, choose it in the list that appears when the machine starts.',
  ],
};
