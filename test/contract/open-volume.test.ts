/**
 * The early boot's script that finds Lifeboat's volume, in a private mount namespace: partitions are
 * files that hold the root hash they have, and what opens them is played.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(
  new URL('../../image/layers/initrd/usr/lib/lifeboat-boot/open-volume', import.meta.url),
);
const namespace = ['--user', '--map-root-user', '--mount'];

// Reading fails where the root hash is another one, as with dm-verity. udev may be late: the first
// attempt to open anything makes the partitions of `late` appear.
const play = `
set -eu
mount -t tmpfs tmpfs /dev
mount -t tmpfs tmpfs /run
label=/dev/disk/by-partlabel
mkdir -p $label /dev/mapper /run/bin
add() { for one in "$@"; do echo "\${one#*=}" >"$label/\${one%=*}"; done; }
add $EARLY
cat >/run/attach <<'FAKE'
#!/bin/bash
case $1 in
  attach)
    for one in $LATE; do echo "\${one#*=}" >"/dev/disk/by-partlabel/\${one%=*}"; done
    [ "$(cat "$3")" = "$5" ] && [ "$(cat "$4")" = "$5" ] && echo right >/dev/mapper/$2 || echo wrong >/dev/mapper/$2 ;;
  detach) rm /dev/mapper/$2 ;;
esac
FAKE
cat >/run/bin/dd <<'FAKE'
#!/bin/bash
grep -q right /dev/mapper/lifeboat-probe
FAKE
cat >/run/bin/mount <<'FAKE'
#!/bin/bash
cat /run/lifeboat-boot/place
FAKE
printf '#!/bin/bash\\n' >/run/bin/sleep
echo "quiet lifeboat.volume=abc rd.shell=0" >/run/cmdline
chmod +x /run/attach /run/bin/*
mount --bind /run/attach /usr/lib/systemd/systemd-veritysetup
mount --bind /run/cmdline /proc/cmdline
PATH=/run/bin:$PATH exec bash "$SCRIPT"
`;

function open(early: string[], late: string[] = []) {
  const env = { ...process.env, SCRIPT: script, EARLY: early.join(' '), LATE: late.join(' ') };
  const { stdout, stderr, status } = spawnSync('unshare', [...namespace, 'bash', '-c', play], {
    encoding: 'utf8',
    env,
  });
  return { place: stdout.trim(), stderr, status };
}

const place = (name: string, hash: string) => [`${name}=${hash}`, `${name}-verity=${hash}`];
const [first, second] = ['lifeboat-ext', 'lifeboat-ext-new'];

describe.skipIf(spawnSync('unshare', [...namespace, 'true']).status !== 0)('the volume', () => {
  it.each([
    ['the first place', [...place(first, 'abc'), ...place(second, 'old')], first],
    ['the second place', [...place(first, 'old'), ...place(second, 'abc')], second],
    ['the only place', place(first, 'abc'), first],
  ])('is found in %s', (_, early, found) => {
    expect(open(early)).toMatchObject({ place: found, status: 0 });
  });

  it('is found where its place comes while the other one is tried', () => {
    expect(open(place(second, 'old'), place(first, 'abc'))).toMatchObject({
      place: first,
      status: 0,
    });
  });

  it('is none of the places that are there', () => {
    const found = open([...place(first, 'old'), ...place(second, 'older')]);
    expect(found).toMatchObject({ place: '', status: 1 });
    expect(found.stderr).toMatch(/no volume has the root hash abc$/m);
  });
});
