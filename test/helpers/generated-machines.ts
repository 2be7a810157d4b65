/**
 * Machines for property tests: a few versions of one or two systems with every kind of counter and
 * setting, parts of upgrades in their staging places, links, other loaders; hostile ones too, whose
 * names and values nobody would give.
 */
import fc from 'fast-check';
import type { Machine } from '../../core/model/machine.ts';
import type { Part, Survey } from '../../core/model/survey.ts';
import { parseNamedVersion, parseStagedName } from '../../core/plan/staging.ts';
import { createDisk, createEntryFacts, createMachine, createRootHash } from './facts.ts';

export interface Generated {
  machine: Machine;
  survey: Survey;
}

const counter = fc.oneof(
  fc.constant(''),
  fc
    .tuple(fc.nat(12), fc.option(fc.nat(12)))
    .map(([left, done]) => (done === null ? `+${left}` : `+${left}-${done}`)),
  fc.constantFrom('+007', '+0-3', '+3-0', '+99999999999', '+-', '+2+1'),
);
const os = fc.constantFrom('demo', 'other', 'lifeboat');
const hostileName = fc.constantFrom(
  '../../etc/passwd',
  'a\nb',
  'con.efi',
  'LIFEBOAT_9.efi.part',
  '.part',
  'x'.repeat(300),
  '\u0000.efi',
  'demo_9.efi ',
  '*.efi.part',
);
const version = fc.nat(6).map(String);

const entryFile = fc.record({
  os,
  version,
  counter,
  problem: fc.boolean().map((isBroken) => (isBroken ? ('truncated' as const) : null)),
  hasRoot: fc.boolean(),
});

const stagedName = (name: string) =>
  fc.constantFrom(
    `${name}.part`,
    `${name}.new`,
    `.sysupdate.partial.${name}`,
    `.sysupdate.pending.${name}`,
    `.#sysupdate${name}0123456789abcdef`,
  );

const part = (kind: Part['kind'], place: Part['place'], directory: string, suffix: string) =>
  fc
    .record({ os, version, counter, isWhole: fc.boolean(), hasHash: fc.boolean(), fits: version })
    .chain((options) => {
      // Two files whose names say one version in two ways belong to nobody in particular.
      const tries = kind === 'uki' ? options.counter.replace('+2+1', '+2-1') : '';
      const name = `${options.os}_${options.version}${tries}${suffix}`;
      const names = fc.oneof(
        { weight: 6, arbitrary: stagedName(name) },
        { weight: kind === 'extension' ? 4 : 0, arbitrary: fc.constant(name) },
        { weight: 1, arbitrary: hostileName },
      );
      return names.map((fileName): Part => {
        const finalName = parseStagedName(fileName) ?? fileName;
        return {
          place,
          path: `${directory}/${fileName}`,
          finalPath: `${directory}/${finalName}`,
          kind,
          version: parseNamedVersion(finalName),
          sizeBytes: 10,
          fingerprint: fileName,
          isWhole: kind === 'uki' ? options.isWhole : null,
          isPlaceTaken: false,
          release:
            kind === 'image'
              ? {}
              : { ID: options.os, VERSION_ID: kind === 'uki' ? options.version : options.fits },
          rootHash: options.hasHash && kind !== 'extension' ? createRootHash('a') : null,
          verityPath: options.hasHash ? `${directory}/${finalName}.verity` : null,
        };
      });
    });

const parts = fc.uniqueArray(
  fc.oneof(
    part('uki', 'esp', 'EFI/Linux', '.efi'),
    part('uki', 'xbootldr', 'EFI/Linux', '.efi'),
    part('image', 'system', 'var/lib/images', '.raw'),
    part('extension', 'system', 'var/lib/extensions', '.raw'),
    part('extension', 'system', 'var/lib/extensions.d', '.raw'),
  ),
  { maxLength: 5, selector: ({ place, path }) => `${place} ${path}` },
);

const withTakenPlaces = (found: Part[]): Part[] =>
  found.map((item) => ({
    ...item,
    isPlaceTaken: found.some(
      ({ place, path }) => path !== item.path && place === item.place && path === item.finalPath,
    ),
  }));

const pattern = fc.option(
  fc.constantFrom('demo*', 'other_1*', '*', 'absent', 'lifeboat*', '@saved', 'demo_3.efi', '[', ''),
);

const grub = fc.option(
  fc.record({
    environmentPath: fc.constant('/boot/grub/grubenv'),
    variables: fc.dictionary(
      fc.constantFrom('saved_entry', 'next_entry', 'other'),
      fc.constantFrom('a', 'b', '1', ''),
    ),
    entries: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'sub>d', 'x\ny'),
        title: fc.constantFrom('One', 'Two'),
        version: fc.constant(null),
      }),
      { maxLength: 4, selector: ({ id }) => id },
    ),
    readsSaved: fc.boolean(),
    readsNext: fc.boolean(),
  }),
  { freq: 2 },
);

const snapper = fc.option(
  fc.record({
    snapshots: fc.uniqueArray(
      fc.record({
        number: fc.integer({ min: 1, max: 5 }),
        subvolumeId: fc.option(fc.constantFrom('256', '257', '9; rm')),
        date: fc.constant(null),
        description: fc.constantFrom('', 'before the update'),
      }),
      { maxLength: 4, selector: ({ number }) => number },
    ),
    defaultSubvolumeId: fc.option(fc.constantFrom('5', '256')),
  }),
  { freq: 1 },
);

const extensions = fc.uniqueArray(
  fc.record({ name: fc.constantFrom('demo_1', 'demo_3', 'tools', '../x'), fits: version, os }),
  { maxLength: 3, selector: ({ name }) => name },
);

export const generatedMachines: fc.Arbitrary<Generated> = fc
  .record({
    files: fc.uniqueArray(entryFile, {
      maxLength: 8,
      selector: ({ os: name, version: number }) => `${name} ${number}`,
    }),
    pattern,
    preferred: fc.option(pattern, { freq: 1 }),
    oneShot: pattern,
    efi: fc.boolean(),
    hasDisks: fc.boolean(),
    parts,
    extensions,
    grub,
    snapper,
  })
  .map((options) => {
    const entries = options.files.map((file) =>
      createEntryFacts(`${file.os}_${file.version}${file.counter}.efi`, {
        ...(file.problem ? { problem: file.problem } : {}),
        ...(file.hasRoot ? { rootHash: createRootHash(file.version) } : {}),
      }),
    );
    const { efi } = options;
    const machine = createMachine(entries, {
      disks: options.hasDisks
        ? [createDisk({ '1': createRootHash('1'), '3': createRootHash('3') })]
        : null,
      loader: {
        efi,
        efiDefault: efi ? options.pattern : null,
        confDefault: efi ? null : options.pattern,
        confPreferred: options.preferred ?? null,
        efiOneShot: efi ? options.oneShot : null,
      },
      extensions: options.extensions.map(({ name, fits, os: id }) => ({
        name,
        kind: 'sysext' as const,
        path: `/var/lib/extensions/${name}.raw`,
        format: 'erofs' as const,
        release: { ID: id, VERSION_ID: fits },
        releaseName: null,
        carriesOsRelease: false,
        isReadable: true,
        verity: null,
        signed: null,
      })),
    });
    const survey: Survey = {
      parts: withTakenPlaces(options.parts),
      links: [],
      aside: [],
      grub: options.grub,
      snapper: options.snapper,
      records: [],
    };
    return { machine, survey };
  });
