/** Each casualty's story: how the machine comes to Lifeboat, what is heard there, and how it ends. */
import type { Ending } from './demo-report.ts';

/** How the machine comes to Lifeboat. */
export type Arrival =
  /** A version that fails asks for it, or nothing else is left. */
  | 'by itself'
  /** The loader's choice does not start; somebody switches off and on until another one is tried. */
  | 'after power cycles'
  /** The machine runs, and somebody wants to know what happened. */
  | 'from the running system';

/** Which way is gone on the screens. */
export type Path =
  /** The one that is recommended at once. */
  | 'recommended'
  /** The one that is recommended once the disk is open; what it changes lies on that disk. */
  | 'recommended after unlocking'
  /** One that is chosen under *Go back*. */
  | 'chosen';

export interface Story {
  arrival: Arrival;
  /** Whether the version that starts first comes as far as asking for the disk's passphrase. */
  asksFirst: boolean;
  says: RegExp;
  path: Path;
  /** The way's own button, which is also the one that confirms it. */
  button: RegExp;
  done: RegExp;
  /** What has to be true of the next start. */
  after: Ending;
}

const entry = 'demo_1.0.efi';
const good: Ending = {
  ...{ entry, default: null, extension: 'network-tools-1.0' },
  files: { '1.0 is there and good': /^demo_1\.0\.efi$/ },
};
const badIsKept = { '1.1 is there and marked bad': /^demo_1\.1\+0-\d+\.efi$/ };
/** 1.0 was chosen for good, and what failed is kept. */
export const setBack: Ending = { ...good, default: entry, files: { ...good.files, ...badIsKept } };

/** The upgrade to 1.1 fails, and one goes back to 1.0. */
export const brokenUpgrade: Story = {
  arrival: 'by itself',
  asksFirst: true,
  says: /1\.1 was started/,
  path: 'recommended',
  button: /go back to demo 1\.0.*button/i,
  done: /done: demo 1\.0 starts/i,
  after: setBack,
};

const nothingBoots: Story = {
  ...brokenUpgrade,
  asksFirst: false,
  says: /none of the versions|no version/i,
  path: 'chosen',
  button: /try demo 1\.0 again.*button/i,
  done: /done: demo 1\.0 is tried again/i,
};

/** The stories by the names of their casualties. */
const stories: Record<string, Story> = {
  'broken-upgrade': brokenUpgrade,
  'full-esp': brokenUpgrade,
  'bad-lifeboat-upgrade': brokenUpgrade,
  'corrupt-image': { ...brokenUpgrade, asksFirst: false },
  'counters-exhausted': {
    ...brokenUpgrade,
    arrival: 'from the running system',
    path: 'chosen',
  },
  'interrupted-upgrade': {
    arrival: 'after power cycles',
    asksFirst: true,
    says: /upgrade to demo 1\.1/i,
    path: 'recommended',
    button: /clear away the unfinished upgrade.*button/i,
    done: /done: the unfinished upgrade to demo 1\.1 is out of the way/i,
    after: good,
  },
  'wrong-extension': {
    ...brokenUpgrade,
    arrival: 'from the running system',
    path: 'recommended after unlocking',
    button: /add-on.*button/i,
    done: /done: the add-on/i,
    after: { ...setBack, default: null },
  },
  'nothing-boots': nothingBoots,
  'lifeboat-upgrade': nothingBoots,
  'security-tokens': nothingBoots,
};

/** The story of a casualty; each has one. */
export function findStory(casualty: string): Story {
  const story = stories[casualty];
  if (story === undefined) throw new Error(`the casualty ${casualty} has no story`);
  return story;
}
