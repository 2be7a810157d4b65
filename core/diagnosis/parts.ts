/** Stories about what a version is made of: its upgrade, its image, its extensions, the ESP. */
import type { Extension } from '../model/machine.ts';
import {
  advise,
  adviseGoingBack,
  adviseNothing,
  countStarts,
  isFailing,
  isUsable,
  listProblems,
  restart,
  say,
  sayNeverFinished,
  type Finding,
  type Scene,
} from './finding.ts';
import { textParam } from '../result.ts';

/** A new version is there in part. Unless its boot file is what starts next, all goes on as before. */
export function findInterruptedUpgrade({ machine, systems, choice }: Scene): Finding | null {
  const [upgrade] = listProblems(machine, 'upgrade-interrupted');
  if (!upgrade) return null;
  const version = textParam(upgrade.params, 'version') ?? upgrade.subject;
  const step = upgrade.params['step'];
  const isChosen = choice.id === upgrade.subject;
  // A choice that fails by itself is the greater trouble.
  if (!isChosen && (!choice.complete || isFailing(machine, choice))) return null;
  const stable = systems.find(isUsable);
  const full = listProblems(machine, 'esp-full');
  const sentences = [
    say('diagnosis.interrupted-upgrade', { version }),
    ...(isChosen ? [say('diagnosis.incomplete', { version })] : []),
    ...(full.length > 0 ? [say('diagnosis.esp-full')] : []),
    ...(isChosen ? [] : [say('diagnosis.starts-as-before', { version: choice.name })]),
    ...(isChosen && stable ? [say('diagnosis.worked-before', { version: stable.name })] : []),
  ];
  if (step === 'staged') {
    const reason = say('recommend.finish-upgrade', { version });
    return { sentences, ...advise('finish-upgrade', upgrade.subject, reason) };
  }
  if (step === 'bootfile') {
    const reason = say('recommend.undo-upgrade', { version });
    return { sentences, ...advise('undo-upgrade', upgrade.subject, reason) };
  }
  return { sentences, ...adviseNothing(restart) };
}

/** The image of what starts next does not hold what it was built with. */
export function findDamagedImage({ machine, systems, choice }: Scene): Finding | null {
  const damaged = listProblems(machine, 'root-hash-mismatch').map(({ subject }) => subject);
  const isHit = (entryId: string) =>
    machine.images.some(({ path, usedBy }) => damaged.includes(path) && usedBy.includes(entryId));
  if (!isHit(choice.entryId)) return null;
  const others = systems.filter((version) => version === choice || !isHit(version.entryId));
  const good = others.find((version) => version !== choice && isUsable(version));
  return {
    sentences: [
      say('diagnosis.image-damaged', { version: choice.name }),
      ...(good ? [say('diagnosis.worked-before', { version: good.name })] : []),
      say('diagnosis.would-try-again', { version: choice.name }),
    ],
    ...adviseGoingBack(others, choice),
  };
}

/** One extension keeps all others from being used. */
export function findBlockingExtension({ machine, choice }: Scene): Finding | null {
  const [problem] = listProblems(machine, 'extension-carries-os-release');
  if (!problem) return null;
  const name = problem.subject;
  return {
    sentences: [
      say('diagnosis.extension-blocks-all', { name }),
      say('diagnosis.starts-next', { version: choice.name }),
    ],
    ...advise('extension', name, say('recommend.extension', { name })),
  };
}

/** What was built for another system, by the system's name and version; null for other reasons. */
function getOtherBase({ reason, release }: Extension): string | null {
  const isOther = reason === 'version-mismatch' || reason === 'id-mismatch';
  return isOther ? [release['ID'], release['VERSION_ID']].filter(Boolean).join(' ') : null;
}

/** The right version of an extension is on the machine, and a wrong one is where it should be. */
export function findKeptExtension({ machine, systems, choice }: Scene): Finding | null {
  const unfit = machine.extensions.find(({ replacement }) => replacement !== undefined);
  if (!unfit?.replacement) return null;
  const { name } = unfit;
  const kept = unfit.replacement.name;
  const wanted = getOtherBase(unfit);
  const bad = systems.find(
    (version) => version.state === 'bad' && countStarts(machine, version) > 0,
  );
  return {
    sentences: [
      wanted
        ? say('diagnosis.extension-built-for', { name, wanted, version: choice.name })
        : say('diagnosis.extension-unfit', { name, version: choice.name }),
      say('diagnosis.extension-kept', { kept }),
      bad ? sayNeverFinished(machine, bad) : say('diagnosis.starts-next', { version: choice.name }),
    ],
    ...advise('extension', name, say('recommend.extension-kept', { kept })),
  };
}

/** An extension that fits nothing on the machine. */
export function findUnfitExtension({ machine, choice }: Scene): Finding | null {
  const [problem] = listProblems(machine, 'extension-unfit').filter(
    ({ severity }) => severity !== 'info',
  );
  if (!problem || choice.state !== 'good') return null;
  const name = problem.subject;
  return {
    sentences: [
      say('diagnosis.extension-unfit', { name, version: choice.name }),
      say('diagnosis.starts-next', { version: choice.name }),
    ],
    ...advise('extension', name, say('recommend.extension', { name })),
  };
}

/** Nothing can be written to the boot partition; what is there still starts. */
export function findFullEsp({
  machine,
  choice,
}: Pick<Scene, 'machine'> & Partial<Scene>): Finding | null {
  if (listProblems(machine, 'esp-full').length === 0) return null;
  return {
    sentences: [
      say('diagnosis.esp-full'),
      ...(choice ? [say('diagnosis.starts-next', { version: choice.name })] : []),
    ],
    ...adviseNothing(say('recommend.none.make-room')),
  };
}
