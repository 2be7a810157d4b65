/** Demo machines on which each goal is the one to reach: what planning finds there is the real planner's. */
import { plan } from '../../../core/plan/plan.ts';
import { isRefusal } from '../../../core/model/plan.ts';
import { emptySurvey, type Part } from '../../../core/model/survey.ts';
import { DemoMachine } from '../demo-machine.ts';
import { makeEntry, makeExtension, makeProblem, makeVersion } from './parts.ts';

/** The demo machine with everything well: 1.0 starts, 1.1 is not there, and nothing is locked. */
function makeCalm(): DemoMachine {
  const machine = new DemoMachine();
  const { snapshot } = machine;
  const good = { ...snapshot.entries[1]!, isDefault: true };
  const lifeboat = snapshot.entries[2]!;
  machine.snapshot = {
    ...snapshot,
    host: { ...snapshot.host, id: 'demo', versionId: '1.0' },
    disks: snapshot.disks.map((disk) => ({
      ...disk,
      partitions: disk.partitions.filter(({ luks }) => luks === null),
    })),
    entries: [good, lifeboat],
    images: snapshot.images.filter(({ usedBy }) => usedBy.includes(good.id)),
    versions: [makeVersion(good), makeVersion(lifeboat, { isLifeboat: true })],
    problems: [],
  };
  return machine;
}

const part = (path: string, more: Partial<Part>): Part => ({
  place: 'esp',
  path,
  finalPath: path,
  kind: 'uki',
  version: null,
  sizeBytes: 1000,
  fingerprint: 'a1b2c3d4'.repeat(8),
  isWhole: true,
  isPlaceTaken: false,
  release: {},
  rootHash: null,
  verityPath: null,
  ...more,
});

const sayUpgrade = (step: string) =>
  makeProblem('upgrade-interrupted', 'warning', 'demo_1.2', {
    params: { version: 'Demo 1.2', step },
    evidence: ['EFI/Linux/demo_1.2.efi'],
  });

/** The boot file of 1.2 was not written to its end. */
export function makeTornUpgrade(): DemoMachine {
  const machine = makeCalm();
  const torn = makeEntry('demo_1.2.efi', {
    title: 'Demo 1.2',
    counter: { left: 3, done: 0 },
    problems: ['truncated'],
  });
  const { snapshot } = machine;
  machine.snapshot = {
    ...snapshot,
    // The loader was told what to start, so the torn one does not come first.
    loader: { ...snapshot.loader, efiDefault: 'demo_1.0.efi' },
    entries: [torn, ...snapshot.entries],
    versions: [
      ...snapshot.versions,
      makeVersion(torn, {
        complete: false,
        missing: ['its boot file'],
        missingParts: [{ kind: 'boot-file', why: 'absent', id: torn.path }],
      }),
    ],
    problems: [sayUpgrade('bootfile')],
  };
  return machine;
}

/** Everything of 1.2 is there; its boot file only has to come to its place. */
export function makeStagedUpgrade(): DemoMachine {
  const machine = makeCalm();
  machine.snapshot = { ...machine.snapshot, problems: [sayUpgrade('staged')] };
  const staged = part('EFI/Linux/demo_1.2.efi.part', {
    finalPath: 'EFI/Linux/demo_1.2.efi',
    release: { ID: 'demo', VERSION_ID: '1.2', PRETTY_NAME: 'Demo 1.2' },
  });
  machine.survey = { ...emptySurvey, parts: [staged] };
  return machine;
}

/** An upgrade that cannot be finished: the boot file in staging ends too early. */
export function makeLostUpgrade(): DemoMachine {
  const machine = makeStagedUpgrade();
  machine.survey = {
    ...machine.survey,
    parts: machine.survey.parts.map((each) => ({ ...each, isWhole: false })),
  };
  return machine;
}

/** An add-on for 0.9 is there, and nothing that fits it. */
export function makeUnfitExtension(): DemoMachine {
  const machine = makeCalm();
  const name = 'network-tools-0.9';
  const path = `var/lib/extensions/${name}.raw`;
  const release = { ID: 'demo', VERSION_ID: '0.9' };
  const extension = makeExtension(name, {
    path: `/${path}`,
    release,
    matches: false,
    reason: 'version-mismatch',
  });
  const params = { name, why: 'It was built for Demo 0.9.', reason: 'version-mismatch' };
  machine.snapshot = {
    ...machine.snapshot,
    extensions: [extension],
    problems: [
      makeProblem('extension-unfit', 'warning', name, { params, evidence: [extension.path] }),
    ],
  };
  const file = part(path, { place: 'system', kind: 'extension', version: '0.9', release });
  machine.survey = { ...emptySurvey, parts: [file] };
  return machine;
}

/** The same, and one that fits is kept beside it. */
export function makeKeptExtension(): DemoMachine {
  const machine = makeUnfitExtension();
  const kept = part('var/lib/extensions.d/network-tools-1.0.raw', {
    place: 'system',
    kind: 'extension',
    version: '1.0',
    release: { ID: 'demo', VERSION_ID: '1.0' },
  });
  machine.survey = { ...machine.survey, parts: [...machine.survey.parts, kept] };
  return machine;
}

/** Every version has used up its tries. */
export function makeAllBad(): DemoMachine {
  const machine = makeCalm();
  const bad = makeEntry('demo_1.0.efi', {
    title: 'Demo 1.0',
    counter: { left: 0, done: 3 },
    isDefault: true,
  });
  const { entries, versions } = machine.snapshot;
  machine.snapshot = {
    ...machine.snapshot,
    images: [],
    entries: [bad, entries[1]!],
    versions: [makeVersion(bad), versions[1]!],
    problems: [
      makeProblem('counter-exhausted', 'error', 'demo_1.0', {
        params: { version: 'Demo 1.0', count: 3, left: 0 },
      }),
    ],
  };
  return machine;
}

/** Going back to 1.0 was cut off before its last step; nothing is locked. */
export function makeCutOff(): DemoMachine {
  const machine = new DemoMachine();
  machine.unlock('/dev/vda6');
  const made = plan(machine.snapshot, 'rollback', { target: 'demo_1.0' });
  if (isRefusal(made)) throw new Error(made.refusal.sentence);
  machine.apply({ steps: made.steps.slice(0, -1) });
  const record = machine.note(made, null, made.steps.length - 1);
  machine.survey = {
    ...machine.survey,
    records: [{ ...record, endedAt: null, outcome: 'running' }],
  };
  const params = { sentence: made.steps.at(-1)!.sentence, target: 'demo_1.0', goal: 'rollback' };
  const evidence = [record.id, record.startedAt];
  machine.snapshot.problems = [
    makeProblem('run-interrupted', 'error', 'demo_1.0', { params, evidence }),
  ];
  return machine;
}

/** 1.1 is new, has not failed, and nothing is locked. */
export function makeOpen(): DemoMachine {
  const machine = new DemoMachine();
  machine.unlock('/dev/vda6');
  return machine;
}
