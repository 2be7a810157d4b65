import type { CommandName } from './arguments.ts';

const places = `  --root DIR      look at the system in DIR instead of this machine
  --esp DIR       take DIR as its EFI system partition
  --xbootldr DIR  take DIR as its extended boot loader partition`;
const json = '  --json          print the result as JSON';

const commands: Record<CommandName, string> = {
  inspect: `lifeboat inspect [OPTIONS]

Say what is on this machine, in which state it is, and why. Changes nothing.

  --brief         only what happened and what is recommended
  --explain ID    one item's story: a version, an entry, an add-on, an image, a partition, a problem
  --image FILE    look at the disk, or the single partition, in a raw image FILE; needs no rights
  --verify        read all data of the system images, and say whether they are as they were built
  --arch ARCH     judge add-ons for these processors (x86-64, arm64, …), not this machine's
  --scope SCOPE   judge add-ons for a running system (system, the default), for an initrd (initrd)
                  or for portable services (portable)
${places}
${json}`,
  plan: `lifeboat plan GOAL [--to ID] [OPTIONS]

Show what would be done to reach the goal. Changes nothing.

  rollback        go back to a version and stay there
  keep            stay with the version that starts, and call it good
  finish-upgrade  put the parts of an interrupted upgrade in their places
  undo-upgrade    take the parts of an interrupted upgrade out of the way
  extension       bring back the add-on that fits, or put an unfit one aside
  once            start something one time; the default stays
  undo            take back the last change by Lifeboat

  --to ID         what it is about, as “lifeboat inspect” names it: a version, an add-on, for undo
                  a record; without it, what is recommended
${places}
${json}`,
  apply: `lifeboat apply PLAN-FILE [OPTIONS]
       lifeboat apply --resume [OPTIONS]

Carry out a plan that “lifeboat plan --json” printed; “-” reads it from standard input.
The machine is looked at again first, and nothing is done when it is no longer as planned.

  --resume        finish the run that was interrupted
  --operator NAME who asks for it, for the record
${places}
${json}`,
  undo: `lifeboat undo [OPTIONS]

Take back the last change by Lifeboat, or what was done of one that was interrupted. What somebody
else has changed since stays as it is.

  --operator NAME who asks for it, for the record
${places}
${json}`,
  unlock: `lifeboat unlock DEVICE [OPTIONS]

Open a locked (LUKS) disk for reading. Says what is wanted at each moment: plug the security token
in, touch it, type its PIN. Asks for secrets; never takes them from the command line. While it waits,
a number chooses another way; at a prompt, Tab shows the ways and Escape stops.

  --method METHOD fido2, tpm2, passphrase, recovery-key, or auto (default): the best way that the
                  disk was set up for
  --read-only     open it for reading only; this is so without the option too
  --writable      open it for writing; one that is open for reading is closed and opened again
  --list          list the encrypted disks and what opens them
${json}`,
  lock: `lifeboat lock DEVICE [OPTIONS]

Lock a disk that was unlocked. Nothing may use it any more.

${json}`,
  questions: `lifeboat questions [ID] [OPTIONS]

List what programs of the system ask for, or answer the question that is called ID. Lifeboat itself
answers only the questions of its own jobs.

${json}`,
  report: `lifeboat report [OPTIONS]

Print all that helps somebody else to help: the machine, its problems, what was done, warnings of
this session. It contains no secrets.

${places}
${json}`,
  history: `lifeboat history [OPTIONS]

Print what Lifeboat changed on this machine: when, for whom, why, and with which outcome.

${places}
${json}`,
  preferences: `lifeboat preferences [--save WORDS] [OPTIONS]

Say which preferences the EFI system partition keeps for Lifeboat's screens, or keep others.

  --save WORDS    keep these instead, as on the kernel's command line: lifeboat.lang=en, de, ar or ja;
                  lifeboat.keymap=LAYOUT; lifeboat.screen-keyboard=0 or 1; lifeboat.sticky-keys=0 or 1;
                  lifeboat.slow-keys=0 or 1; lifeboat.bounce-keys=0 or 1;
                  lifeboat.speech=0 or 1; lifeboat.rate=10 to 100; lifeboat.volume=40 to 100;
                  lifeboat.contrast=0, 1 or dark; lifeboat.scale=100 to 400.
                  What does not fit is left out; no words forget them all
${places}
${json}`,
  reboot: `lifeboat reboot [OPTIONS]

Restart the machine.

${json}`,
  settle: `lifeboat settle [OPTIONS]

Keep an upgraded Lifeboat that has started well: its volume takes the place of the one before, and its
entry is no longer on trial. Started by systemd; does nothing where nothing is left to do.

${json}`,
  'compare-versions': `lifeboat compare-versions A [OPERATOR] B

Compare two version strings as the boot loader and systemd do: UAPI Version Format Specification.

Without OPERATOR the order is printed, and the exit status is 0 where they are equal, 11 where A is
newer, 12 where A is older. With one (lt < le <= eq = == ne != ge >= gt >) nothing is printed, and
the exit status is 0 where it holds and 1 where it does not. Wrong use exits with 1, as there.`,
  menu: `lifeboat menu

The same tasks as numbered choices, for a console, a serial line or a braille display.`,
  serve: `lifeboat serve

Serve one connection of the Lifeboat service; started by systemd with the connection as standard
input and output. Not for people.`,
};

const overview = `lifeboat COMMAND [OPTIONS]

Look at an image-based Linux that does not start, and help it back.

  inspect   say what is on this machine, and why it is in this state
  plan      show what would be done; changes nothing
  apply     carry out a plan
  undo      take back the last change
  unlock    open a locked disk for reading
  lock      lock it again
  questions list or answer what programs of the system ask for
  report    print all that helps somebody else to help
  history   print what Lifeboat changed on this machine
  reboot    restart
  menu      all of this as numbered choices

  compare-versions   say which of two versions is newer

  --help after a command explains it; --version prints the version.`;

/** The help text of one command, or of all of them. */
export const getHelp = (topic: CommandName | null): string =>
  `Usage: ${topic === null ? overview : commands[topic]}\n`;
