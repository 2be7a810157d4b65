/**
 * Partition types and attribute bits: those of the Discoverable Partitions Specification with the
 * names that systemd gives them, and others that machines have.
 */
import { designators, systemTypes, type Designator } from './system-types.ts';

export type { Designator };

/** GUID and name of each type in the Discoverable Partitions Specification. */
export const discoverableTypes: readonly (readonly [string, string])[] = [
  ['c12a7328-f81f-11d2-ba4b-00a0c93ec93b', 'esp'],
  ['bc13c2ff-59e6-4262-a352-b275fd6f7172', 'xbootldr'],
  ['0657fd6d-a4ab-43c4-84e5-0933c84b4f4f', 'swap'],
  ['933ac7e1-2eb4-4f13-b844-0e14e2aef915', 'home'],
  ['3b8f8425-20e0-4f3b-907f-1a25a76f98e8', 'srv'],
  ['4d21b016-b534-45c2-a9fb-5c16e091fd2d', 'var'],
  ['7ec6f557-3bc5-4aca-b293-16ef5df639d1', 'tmp'],
  ['773f91ef-66d4-49b5-bd83-d683bf40ad16', 'user-home'],
  ['0fc63daf-8483-4772-8e79-3d69d8477de4', 'linux-generic'],
  ...Object.entries(systemTypes).flatMap(([architecture, guids]) =>
    guids.map((guid, i): [string, string] => [guid, nameSystemType(architecture, i)]),
  ),
];

const foreign: [string, string][] = [
  ['21686148-6449-6e6f-744e-656564454649', 'bios-boot'],
  ['024dee41-33e7-11d3-9d69-0008c781f39f', 'mbr-scheme'],
  ['9e1a2d38-c612-4316-aa26-8b49521e5a8b', 'prep-boot'],
  ['d3bfe2de-3daf-11df-ba40-e3a556d89593', 'intel-fast-flash'],
  ['f4019732-066e-4e12-8273-346c5641494f', 'sony-boot'],
  ['bfbfafe7-a34f-448a-9a5b-6213eb736c22', 'lenovo-boot'],
  ['ca7d7ccb-63ed-4c53-861c-1742536059cc', 'luks'],
  ['7ffec5c9-2d00-49b7-8941-3ea10a5586b7', 'dm-crypt'],
  ['e6d6d379-f507-44c2-a23c-238f2a3df928', 'linux-lvm'],
  ['a19d880f-05fc-4d3b-a006-743f0f84911e', 'linux-raid'],
  ['8da63339-0007-60c0-c436-083ac8230908', 'linux-reserved'],
  ['ebd0a0a2-b9e5-4433-87c0-68b6b72699c7', 'microsoft-basic-data'],
  ['e3c9e316-0b5c-4db8-817d-f92df00215ae', 'microsoft-reserved'],
  ['de94bba4-06d1-4d40-a16a-bfd50179d6ac', 'windows-recovery'],
  ['5808c8aa-7e8f-42e0-85d2-e1e90434cfb3', 'microsoft-ldm-metadata'],
  ['af9b60a0-1431-4f62-bc68-3311714a69ad', 'microsoft-ldm-data'],
  ['e75caf8f-f680-4cee-afa3-b001e56efc2d', 'microsoft-storage-spaces'],
  ['558d43c5-a1ac-43c0-aac8-d1472b2923d1', 'microsoft-storage-replica'],
  ['37affc90-ef7d-4e96-91c3-2d7ae055b174', 'ibm-gpfs'],
  ['48465300-0000-11aa-aa11-00306543ecac', 'apple-hfs'],
  ['7c3457ef-0000-11aa-aa11-00306543ecac', 'apple-apfs'],
  ['55465300-0000-11aa-aa11-00306543ecac', 'apple-ufs'],
  ['52414944-0000-11aa-aa11-00306543ecac', 'apple-raid'],
  ['426f6f74-0000-11aa-aa11-00306543ecac', 'apple-boot'],
  ['53746f72-6167-11aa-aa11-00306543ecac', 'apple-core-storage'],
  ['69646961-6700-11aa-aa11-00306543ecac', 'apple-silicon-boot'],
  ['52637672-7900-11aa-aa11-00306543ecac', 'apple-silicon-recovery'],
  ['6a898cc3-1dd2-11b2-99a6-080020736631', 'zfs'],
  ['83bd6b9d-7f41-11dc-be0b-001560b84f0f', 'freebsd-boot'],
  ['516e7cb4-6ecf-11d6-8ff8-00022d09712b', 'freebsd-data'],
  ['516e7cb5-6ecf-11d6-8ff8-00022d09712b', 'freebsd-swap'],
  ['516e7cb6-6ecf-11d6-8ff8-00022d09712b', 'freebsd-ufs'],
  ['516e7cba-6ecf-11d6-8ff8-00022d09712b', 'freebsd-zfs'],
  ['824cc7a0-36a8-11e3-890a-952519ad3f61', 'openbsd-data'],
  ['fe3a2a5d-4f32-41a7-b725-accc3285a309', 'chromeos-kernel'],
  ['3cb8e202-3b7e-47dd-8a3c-7ff2a13cfcec', 'chromeos-root'],
  ['2e0a753d-9e48-43b0-8337-b15192cb1b5e', 'chromeos-reserved'],
  ['5dfbf5f4-2848-4bac-aa5e-0d9a20b745a6', 'coreos-usr'],
];

const discoverableNames = new Set(discoverableTypes.map(([, name]) => name));
const names = new Map([...foreign, ...discoverableTypes]);

/** `root-verity` of `x86-64` is "root-x86-64-verity". */
function nameSystemType(architecture: string, index: number): string {
  const [part = '', ...rest] = (designators[index] ?? '').split('-');
  return [part, architecture, ...rest].join('-');
}

const systemNames = new Map(
  Object.keys(systemTypes).flatMap((architecture) =>
    designators.map(
      (designator, i) =>
        [nameSystemType(architecture, i), { architecture, designator }] as [
          string,
          { architecture: string; designator: Designator },
        ],
    ),
  ),
);

/** The name of a partition type, null when it is not in the table. */
export const getPartitionTypeName = (guid: string): string | null =>
  names.get(guid.toLowerCase()) ?? null;

/** For which architecture a type is and what it holds; null for types that are for none. */
export const getSystemType = (
  typeName: string | null,
): { architecture: string; designator: Designator } | null =>
  systemNames.get(typeName ?? '') ?? null;

/** What a system image partition of this type name holds, null for all other types. */
export function getImageRole(typeName: string | null) {
  const designator = getSystemType(typeName)?.designator ?? null;
  return designator === 'root-verity-sig' || designator === 'usr-verity-sig' ? null : designator;
}

/** UEFI Specification, table 5.8: the same for all types. */
const commonBits: [bigint, string][] = [
  [0n, 'required-partition'],
  [1n, 'no-block-io-protocol'],
  [2n, 'legacy-bios-bootable'],
];
const discoverableBits: [bigint, string][] = [
  [59n, 'grow-file-system'],
  [60n, 'read-only'],
  [63n, 'no-auto'],
];
const microsoftBits: [bigint, string][] = [
  [60n, 'read-only'],
  [61n, 'shadow-copy'],
  [62n, 'hidden'],
  [63n, 'no-drive-letter'],
];

/** The names of the attribute bits that are set; what the upper bits mean depends on the type. */
export function listAttributeNames(bits: bigint, typeName: string | null): string[] {
  const isDiscoverable = discoverableNames.has(typeName ?? '');
  const own = isDiscoverable
    ? discoverableBits
    : typeName === 'microsoft-basic-data'
      ? microsoftBits
      : [];
  return [...commonBits, ...own].filter(([bit]) => (bits >> bit) & 1n).map(([, name]) => name);
}
