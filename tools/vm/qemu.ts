import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../lib/errors.ts';

export interface Program {
  file: string;
  args: string[];
  env: NodeJS.ProcessEnv;
}

const libraryDir = 'usr/lib/x86_64-linux-gnu';

/**
 * A program of the tools tree, run by the tree's own loader with the tree's own libraries: this
 * needs no root, no mount and no chroot, and does not care which Debian the host is.
 */
export function treeProgram(tree: string, name: string, args: string[]): Program {
  const loader = join(tree, 'usr/lib64/ld-linux-x86-64.so.2');
  const program = join(tree, 'usr/bin', name);
  if (!existsSync(program) || !existsSync(loader))
    throw new CommandError(
      `The tools tree ${tree} has no ${name}.`,
      'remove that folder and run the command again; it is built anew.',
    );
  // Some libraries live one folder down and are found by a configuration the loader would read in /etc.
  const libraries = ['', '/pulseaudio', '/pipewire-0.3', '/swtpm'].map((name) => libraryDir + name);
  return {
    file: realpathSync(loader),
    args: [
      '--library-path',
      libraries.map((folder) => join(tree, folder)).join(':'),
      program,
      ...args,
    ],
    env: {
      ...process.env,
      QEMU_MODULE_DIR: join(tree, libraryDir, 'qemu'),
      QEMU_AUDIO_DRV: undefined,
    },
  };
}

export interface Firmware {
  code: string;
  variables: string;
}

/** OVMF of the tools tree, without Secure Boot. */
export function findFirmware(tree: string): Firmware {
  const folder = join(tree, 'usr/share/OVMF');
  const firmware = {
    code: join(folder, 'OVMF_CODE_4M.fd'),
    variables: join(folder, 'OVMF_VARS_4M.fd'),
  };
  if (!existsSync(firmware.code))
    throw new CommandError(
      `The tools tree ${tree} has no UEFI firmware.`,
      'remove that folder and run the command again; it is built anew.',
    );
  return firmware;
}

/** Whether QEMU of the tools tree has the module, such as `ui-gtk` or `audio-pa`. */
export function hasModule(tree: string, module: string): boolean {
  const folder = join(tree, libraryDir, 'qemu');
  return existsSync(folder) && readdirSync(folder).includes(`${module}.so`);
}

/** The `-display` for a window on this machine's screen, or undefined without screen or module. */
export function windowDisplay(tree: string, env = process.env): string | undefined {
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return undefined;
  if (hasModule(tree, 'ui-gtk')) return 'gtk,zoom-to-fit=off';
  return hasModule(tree, 'ui-sdl') ? 'sdl' : undefined;
}

/** The `-audiodev` driver for which a sound server of this session answers, or undefined. */
export function soundDriver(tree: string, env = process.env): string | undefined {
  const runtimeDir = env['XDG_RUNTIME_DIR'] ?? '';
  if (runtimeDir === '') return undefined;
  if (existsSync(join(runtimeDir, 'pulse/native')) && hasModule(tree, 'audio-pa')) return 'pa';
  if (existsSync(join(runtimeDir, 'pipewire-0')) && hasModule(tree, 'audio-pipewire'))
    return 'pipewire';
  return undefined;
}
