/*
 * The image build: from Debian packages, image/ and a built application to the disk of a demo
 * machine that carries Lifeboat. Trees of packages come from mkosi (image/trees); our own files lie
 * over them as layers (image/layers, image/demo); systemd-repart puts file systems into images and
 * images onto the disk (image/repart). Each step is kept by the hash of what went into it, so the
 * first build takes minutes and a changed line of the application rebuilds the extension and the
 * disk only.
 */
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../lib/errors.ts';
import { formatSeconds } from '../lib/steps.ts';
import { cached, type BuildContext, type Log } from './cache.ts';
import { readCasualty, type Casualty } from './casualty.ts';
import { buildDemoUki, buildRoot, buildState, buildTokenVolume } from './demo.ts';
import { stageDisk, type DiskContent, type DiskVersion } from './disk.ts';
import { buildExtension, type Extension } from './extension.ts';
import { hashInputs } from './hash-tree.ts';
import { buildTree } from './mkosi.ts';
import { formatOsRelease, readVersion } from './release.ts';
import { runRepart } from './repart.ts';
import { makeToolsTree } from './tools-tree.ts';
import type { Compression } from './trees.ts';
import { builtFiles, buildUki, extractKernel, lifeboatLayers, type Kernel } from './uki.ts';
import { makeVerityKey, type VerityKey } from './verity-key.ts';

export type Chain = 'volume' | 'stub';
export type Profile = 'test' | 'production';

export interface ImageOptions {
  chain: Chain;
  profile: Profile;
  /** Name of a folder in image/demo/casualties. */
  casualty: string;
  /** The built application: main, preload, renderer and cli. */
  app: string;
  log: Log;
  /** Builds every step again. */
  fresh?: boolean;
  /** Compresses the extension less, in a third of the time. */
  fast?: boolean;
}

/** Paths of what was built, and sizes in bytes. */
export interface Images {
  disk: string;
  tools: string;
  uki: string;
  extension: string;
  sizes: { initrd: number; uki: number; extension: number; disk: number };
}

/** The version that an upgrade of Lifeboat brings, and its root hash where it was never written. */
const nextVersion = '99.0';
const absentRootHash = 'f'.repeat(64);

/** What Lifeboat's UKI says to the kernel; `volume` names the root hash of the extension. */
export function lifeboatCommandLine(chain: Chain, profile: Profile, rootHash: string): string[] {
  return [
    'rd.systemd.unit=lifeboat.target',
    // Where the power went while the first copy of the partition table was written, take the other.
    'gpt',
    ...(chain === 'volume' ? [`lifeboat.volume=${rootHash}`] : []),
    'systemd.gpt_auto=no',
    'systemd.condition_needs_update=no',
    'systemd.condition_first_boot=no',
    'console=tty0',
    'console=ttyS0',
    'audit=0',
    'quiet',
    // Errors of drivers stay out of what a person reads; the journal has them.
    'loglevel=3',
    // A volume that goes bad ends in a panic; a restart lets the loader's counter do its work.
    profile === 'test' ? 'panic=-1' : 'panic=10',
  ];
}

async function buildLifeboatUki(
  context: BuildContext,
  tools: string,
  kernel: Kernel,
  signing: VerityKey,
  options: { chain: Chain; profile: Profile; app: string; version: string; rootHash: string },
): Promise<string> {
  const { chain, profile, app, version, rootHash } = options;
  return buildUki(context, tools, kernel, {
    name: 'lifeboat-uki',
    commandLine: lifeboatCommandLine(chain, profile, rootHash),
    osRelease: formatOsRelease('lifeboat', 'Lifeboat', version),
    layers: lifeboatLayers(profile),
    files: {
      'usr/lib/verity.d/lifeboat.crt': signing.certificate,
      ...builtFiles(profile, app),
    },
  });
}

async function buildVersions(
  context: BuildContext,
  tools: string,
  kernel: Kernel,
  casualty: Casualty,
): Promise<DiskVersion[]> {
  const packages = join(await buildTree(context, tools, 'demo'), 'demo');
  const versions: DiskVersion[] = [];
  for (const { version, entry, image, uki: ukiState, hasBrokenDisplay } of casualty.versions) {
    const root = await buildRoot(context, tools, { packages, kernel, version, hasBrokenDisplay });
    const uki = await buildDemoUki(context, tools, kernel, root, version);
    versions.push({ version, entry, image, uki, ukiState, root });
  }
  return versions;
}

/** What an upgrade of Lifeboat has brought on this machine: all of it, or an entry without its volume. */
async function buildNewLifeboat(
  { lifeboatUpgrade }: Casualty,
  buildUkiFor: (version: string, rootHash: string) => Promise<string>,
  buildVolume: () => Promise<Extension>,
): Promise<DiskContent['newLifeboat']> {
  if (lifeboatUpgrade === 'none') return undefined;
  const extension = lifeboatUpgrade === 'whole' ? await buildVolume() : null;
  const uki = await buildUkiFor(nextVersion, extension?.rootHash ?? absentRootHash);
  return { version: nextVersion, uki, extension };
}

async function buildDisk(
  context: BuildContext,
  tools: string,
  content: DiskContent,
): Promise<string> {
  const code = ['disk.ts', 'injure.ts'].map((name) => join(import.meta.dirname, name));
  const key = await hashInputs(code, [JSON.stringify(content)]);
  const folder = await cached(context, 'disk', key, async (unfinished) => {
    const { root, definitions } = await stageDisk(content, tools, unfinished);
    const image = join(unfinished, 'disk.raw');
    await runRepart(tools, { definitions, root, image, name: 'demo disk' });
    await rm(root, { recursive: true });
  });
  return join(folder, 'disk.raw');
}

/** Builds all images for one demo machine; expected failures are CommandErrors. Needs root. */
export async function buildImages(options: ImageOptions): Promise<Images> {
  if (process.getuid?.() !== 0) {
    throw new CommandError(
      'building images needs root, to unpack packages with their owners',
      'run the command with sudo',
    );
  }
  const { chain, profile, app, log } = options;
  const start = performance.now();
  const context: BuildContext = { log, fresh: options.fresh ?? false, made: new Set() };
  const compression: Compression = options.fast === true ? 'lz4' : 'lz4hc';
  const casualty = await readCasualty(options.casualty);
  if (casualty.lifeboatUpgrade !== 'none' && chain !== 'volume') {
    throw new CommandError(
      `the casualty “${casualty.name}” is about Lifeboat's volume, which chain ${chain} has not`,
      'use it with --chain volume',
    );
  }
  const version = await readVersion();

  const tools = await makeToolsTree(context);
  const signing = await makeVerityKey(tools);
  const base = join(await buildTree(context, tools, 'base'), 'base');
  const initrd = join(await buildTree(context, tools, 'initrd', base), 'initrd.cpio.zst');
  const boot = join(await buildTree(context, tools, 'boot', base), 'boot');
  const payload = join(await buildTree(context, tools, 'payload', base), 'payload');
  const kernel = await extractKernel(context, tools, boot, initrd);
  const extension = await buildExtension(context, tools, signing, {
    ...{ payload, app, version, compression },
  });
  const buildOwnUki = (ownVersion: string, rootHash: string) =>
    buildLifeboatUki(context, tools, kernel, signing, {
      ...{ chain, profile, app, version: ownVersion, rootHash },
    });
  const uki = await buildOwnUki(version, extension.rootHash);
  const newLifeboat = await buildNewLifeboat(casualty, buildOwnUki, () =>
    buildExtension(context, tools, signing, {
      ...{ payload, app, version: nextVersion, compression: 'lz4' as const },
    }),
  );
  const versions = await buildVersions(context, tools, kernel, casualty);
  const state = await buildState(context, tools, casualty);
  const lifeboat = { version, uki, extension };
  const volumes: Record<string, string> = {};
  for (const name of casualty.volumes) {
    volumes[name] = await buildTokenVolume(context, tools, name);
  }
  const { espLeavesBytes } = casualty;
  const content = { chain, lifeboat, versions, state, volumes, espLeavesBytes, newLifeboat };
  const disk = await buildDisk(context, tools, content);

  log(`✓ images ready (${formatSeconds(performance.now() - start)}): ${disk}`);
  const sizeOf = async (path: string) => (await stat(path)).size;
  return {
    ...{ disk, tools, uki, extension: extension.ddi },
    sizes: {
      initrd: await sizeOf(initrd),
      uki: await sizeOf(uki),
      extension: await sizeOf(extension.ddi),
      disk: await sizeOf(disk),
    },
  };
}
