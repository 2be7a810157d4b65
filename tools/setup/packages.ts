/** What of the host a command needs. `images` is only what the tools tree can't bring itself. */
export type Purpose = 'build' | 'contract tests' | 'app tests' | 'images';

/** A Debian package and a file or program that shows it is there, whoever installed it. */
export interface HostPackage {
  name: string;
  program?: string;
  file?: string;
}

/** Names are those of Debian 13; the files are in Debian 12 as well. */
export const hostPackages: Record<Purpose, HostPackage[]> = {
  // node-pty is compiled here: its package brings no Linux binary.
  build: [
    { name: 'g++', program: 'g++' },
    { name: 'make', program: 'make' },
    { name: 'python3', program: 'python3' },
  ],
  'contract tests': [
    // A program whose place the tests' own takes; in Debian 12 it is a part of systemd.
    { name: 'systemd-cryptsetup', file: '/usr/lib/systemd/systemd-cryptsetup' },
    // What other programs make of the same formats: volumes, hash trees, partition tables.
    { name: 'cryptsetup-bin', program: 'veritysetup' },
    { name: 'dosfstools', program: 'mkfs.fat' },
    { name: 'mtools', program: 'mcopy' },
    { name: 'gdisk', program: 'sgdisk' },
    { name: 'e2fsprogs', program: 'mkfs.ext4' },
    { name: 'erofs-utils', program: 'mkfs.erofs' },
    { name: 'squashfs-tools', program: 'mksquashfs' },
    { name: 'attr', program: 'setfattr' },
    { name: 'xz-utils', program: 'xz' },
    { name: 'zstd', program: 'zstd' },
    // The host that the test token is tried against.
    { name: 'python3-fido2', file: '/usr/lib/python3/dist-packages/fido2/__init__.py' },
  ],
  // The real main process in a real browser, with a screen reader that speaks into a file.
  'app tests': [
    { name: 'chromium', program: 'chromium' },
    { name: 'xvfb', program: 'Xvfb' },
    { name: 'openbox', program: 'openbox' },
    { name: 'xdotool', program: 'xdotool' },
    { name: 'dbus', program: 'dbus-run-session' },
    { name: 'at-spi2-core', file: '/usr/libexec/at-spi-bus-launcher' },
    { name: 'orca', program: 'orca' },
    { name: 'speech-dispatcher', program: 'speech-dispatcher' },
    { name: 'fonts-dejavu-core', file: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf' },
  ],
  images: [
    { name: 'apt', program: 'apt-get' },
    { name: 'debian-archive-keyring', file: '/usr/share/keyrings/debian-archive-keyring.gpg' },
    { name: 'mmdebstrap', program: 'mmdebstrap' },
  ],
};
