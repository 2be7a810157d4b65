/**
 * Disks that do not take what is written to them, in a guest: a small ESP on a loop device behind
 * device mapper, which is full, read-only, or fails each write from some moment on.
 */
import { gzipSync } from 'node:zlib';
import type { Machine } from '../../tools/vm/machine.ts';
import type { ShellResult } from '../../tools/vm/ports.ts';
import { runInGuest } from '../helpers/guest-commands.ts';

const folder = '/run/faults';
export const faultyEsp = `${folder}/esp`;

/** Unpacks standard input in the guest, where gzip is not. */
const gunzip =
  'process.stdout.write(require("zlib").gunzipSync(Buffer.from(require("fs").readFileSync(0, "latin1"), "base64")))';

/** Shell functions that the scripts below share; `esp.img` is the copy that is in use. */
const library = `
cd ${folder}
table() { echo "0 $(blockdev --getsz $disk) $1"; }
good() { table "linear $disk 0"; }
failing() { table "flakey $disk 0 0 3600 1 error_writes"; }
replace() { dmsetup suspend --noflush faulty && dmsetup load faulty --table "$1" && dmsetup resume faulty; }
open() {
  cp base.img esp.img
  disk=$(losetup --find --show esp.img)
  dmsetup create faulty --table "$(good)"
  mount -t vfat "\${@}" /dev/mapper/faulty esp
}
close() {
  umount esp
  dmsetup remove --retry faulty
  losetup --detach $disk
}
entries() { (cd esp && find EFI loader -type f -exec sha256sum {} + | sort | sha256sum); }
`;

/** Puts `base`, an ESP image, into the guest and plans `goal` on it once. */
export async function prepareFaults(machine: Machine, base: Buffer, goal: string): Promise<void> {
  await runInGuest(
    machine,
    `set -e
modprobe -a loop dm-flakey vfat
mkdir -p ${faultyEsp}
node -e '${gunzip}' >${folder}/base.img <<'IMAGE'
${gzipSync(base).toString('base64')}
IMAGE
${library}
open
lifeboat plan ${goal} --esp ${faultyEsp} --json >plan.json
close`,
  );
}

export interface Fault {
  name: string;
  /** How the ESP is mounted. */
  mountOptions?: string;
  /** Runs once it is mounted, before `apply` begins. */
  before?: string;
  /** Runs beside `apply`, whose process is $apply. */
  meanwhile?: string;
  /** Whether the change may have begun, with a record that says so. */
  canBegin: boolean;
}

export const faults: Fault[] = [
  {
    name: 'is full',
    before: 'cat /dev/zero >esp/filler || true; sync',
    canBegin: false,
  },
  { name: 'is read-only', mountOptions: '-o ro', canBegin: false },
  { name: 'fails each write', before: 'replace "$(failing)"', canBegin: false },
  {
    name: 'fails each write once the change has begun',
    // It stands still while the disk changes under it, or it would be done before that.
    meanwhile: `
until compgen -G "esp/lifeboat/records/*.json" >/dev/null; do kill -0 $apply || break; done
kill -STOP $apply
replace "$(failing)"
kill -CONT $apply`,
    canBegin: true,
  },
];

/**
 * Applies the plan while the fault lasts, then opens the disk again without it. The output ends with
 * two sums, of what decided the start before and of what does since, and the names of the records.
 */
export function applyWithFault(machine: Machine, fault: Fault): Promise<ShellResult> {
  const { mountOptions = '', before = ':', meanwhile = ':' } = fault;
  return machine.run(
    `${library}
open ${mountOptions}
${before}
before=$(entries)
lifeboat apply plan.json --esp ${faultyEsp} >said 2>&1 &
apply=$!
${meanwhile}
wait $apply
status=$?
cat said
replace "$(good)"
umount esp
fsck.fat -a /dev/mapper/faulty >/dev/null
mount -t vfat /dev/mapper/faulty esp
echo "before $before"
echo "after $(entries)"
ls esp/lifeboat/records 2>/dev/null
(exit $status)`,
    400_000,
  );
}

/** Goes on with the interrupted run, or applies the plan where nothing had begun; then the disk goes. */
export const goOnWithoutFault = (machine: Machine): Promise<string> =>
  runInGuest(
    machine,
    `${library}
disk=$(losetup --noheadings --output NAME --associated esp.img)
rm -f esp/filler
if mount | grep -q 'faulty.*[(,]ro[,)]'; then mount -o remount,rw esp; fi
lifeboat apply --resume --esp ${faultyEsp} 2>&1 || lifeboat apply plan.json --esp ${faultyEsp} 2>&1 || exit
cat esp/loader/loader.conf
ls esp/EFI/Linux
close`,
  );
