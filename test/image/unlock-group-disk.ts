/**
 * An encrypted disk with a volume group (LVM) in it, made in the guest: a file behind a loop device,
 * with a name among the partitions. The first of its two logical volumes looks like a system's root.
 */
export const groupDisk = '/dev/disk/by-partlabel/lvm';
export const groupVolume = '/dev/mapper/vault-root';
/** An extension on that volume. */
export const groupExtension = 'extension-of-the-group';

const folder = '/run/lifeboat-test';
const file = `${folder}/lvm.raw`;
const making = '/dev/mapper/making';

/** The script that makes it. Nothing links a volume to /dev/vault here, so lvm can't wipe it there. */
export const makeGroupDisk = (passphrase: string): string => `set -e
  mkdir -p ${folder}/root
  truncate -s 80M ${file}
  loop=$(losetup --find --show ${file})
  secret() { printf '%s' '${passphrase}'; }
  secret | cryptsetup luksFormat --batch-mode --type=luks2 --label=lvm --key-file=- \
    --pbkdf=pbkdf2 --pbkdf-force-iterations=1000 $loop
  secret | cryptsetup open --key-file=- $loop making
  lvm pvcreate --devices ${making} ${making}
  lvm vgcreate --devices ${making} vault ${making}
  lvm lvcreate --devices ${making} --zero n --wipesignatures n --name root --size 24M vault
  lvm lvcreate --devices ${making} --zero n --wipesignatures n --name my-home --size 8M vault
  udevadm settle
  mkfs.ext4 -q ${groupVolume}
  mkfs.ext4 -q /dev/mapper/vault-my--home
  mount ${groupVolume} ${folder}/root
  release=${folder}/root/var/lib/extensions/${groupExtension}/usr/lib/extension-release.d
  mkdir -p $release
  echo ID=demo >$release/extension-release.${groupExtension}
  umount ${folder}/root
  lvm vgchange --devices ${making} --activate n vault
  cryptsetup close making
  ln -sfn $loop ${groupDisk}
  udevadm trigger --settle --sysname-match=$(basename $loop)`;

/** The script that takes it away, once it is locked. */
export const removeGroupDisk = `losetup --detach $(readlink -f ${groupDisk}) && rm ${groupDisk} ${file}`;
