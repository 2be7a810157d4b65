/** Partition types: the Discoverable Partitions Specification, and some others that machines have. */
const names = new Map([
  ['c12a7328-f81f-11d2-ba4b-00a0c93ec93b', 'esp'],
  ['bc13c2ff-59e6-4262-a352-b275fd6f7172', 'xbootldr'],
  ['0657fd6d-a4ab-43c4-84e5-0933c84b4f4f', 'swap'],
  ['933ac7e1-2eb4-4f13-b844-0e14e2aef915', 'home'],
  ['3b8f8425-20e0-4f3b-907f-1a25a76f98e8', 'srv'],
  ['4d21b016-b534-45c2-a9fb-5c16e091fd2d', 'var'],
  ['7ec6f557-3bc5-4aca-b293-16ef5df639d1', 'tmp'],
  ['773f91ef-66d4-49b5-bd83-d683bf40ad16', 'user-home'],
  ['0fc63daf-8483-4772-8e79-3d69d8477de4', 'linux-generic'],
  ['44479540-f297-41b2-9af7-d131d5f0458a', 'root-x86'],
  ['4f68bce3-e8cd-4db1-96e7-fbcaf984b709', 'root-x86-64'],
  ['b921b045-1df0-41c3-af44-4c6f280d3fae', 'root-arm64'],
  ['69dad710-2ce4-4e3c-b16c-21a1d49abed3', 'root-arm'],
  ['72ec70a6-cf74-40e6-bd49-4bda08e8f224', 'root-riscv64'],
  ['d13c5d3b-b5d1-422a-b29f-9454fdc89d76', 'root-x86-verity'],
  ['2c7357ed-ebd2-46d9-aec1-23d437ec2bf5', 'root-x86-64-verity'],
  ['df3300ce-d69f-4c92-978c-9bfb0f38d820', 'root-arm64-verity'],
  ['7386cdf2-203c-47a9-a498-f2ecce45a2d6', 'root-arm-verity'],
  ['b6ed5582-440b-4209-b8da-5ff7c419ea3d', 'root-riscv64-verity'],
  ['41092b05-9fc8-4523-994f-2def0408b176', 'root-x86-64-verity-sig'],
  ['6db69de6-29f4-4758-a7a5-962190f00ce3', 'root-arm64-verity-sig'],
  ['75250d76-8cc6-458e-bd66-bd47cc81a812', 'usr-x86'],
  ['8484680c-9521-48c6-9c11-b0720656f69e', 'usr-x86-64'],
  ['b0e01050-ee5f-4390-949a-9101b17104e9', 'usr-arm64'],
  ['7d0359a3-02b3-4f0a-865c-654403e70625', 'usr-arm'],
  ['beaec34b-8442-439b-a40b-984381ed097d', 'usr-riscv64'],
  ['8f461b0d-14ee-4e81-9aa9-049b6fb97abd', 'usr-x86-verity'],
  ['77ff5f63-e7b6-4633-acf4-1565b864c0e6', 'usr-x86-64-verity'],
  ['6e11a4e7-fbca-4ded-b9e9-e1a512bb664e', 'usr-arm64-verity'],
  ['c215d751-7bcd-4649-be90-6627490a4c05', 'usr-arm-verity'],
  ['8f1056be-9b05-47c4-81d6-be53128e5b54', 'usr-riscv64-verity'],
  ['e7bb33fb-06cf-4e81-8273-e543b413e2e2', 'usr-x86-64-verity-sig'],
  ['c23ce4ff-44bd-4b00-b2d4-b41b3419e02a', 'usr-arm64-verity-sig'],
  ['21686148-6449-6e6f-744e-656564454649', 'bios-boot'],
  ['e6d6d379-f507-44c2-a23c-238f2a3df928', 'linux-lvm'],
  ['a19d880f-05fc-4d3b-a006-743f0f84911e', 'linux-raid'],
  ['ebd0a0a2-b9e5-4433-87c0-68b6b72699c7', 'microsoft-basic-data'],
  ['e3c9e316-0b5c-4db8-817d-f92df00215ae', 'microsoft-reserved'],
  ['de94bba4-06d1-4d40-a16a-bfd50179d6ac', 'windows-recovery'],
]);

/** The name of a partition type, null when it is not in the table. */
export const getPartitionTypeName = (guid: string): string | null => names.get(guid) ?? null;

/** What a system image partition of this type name holds, null for all other types. */
export function getImageRole(typeName: string | null) {
  const match = /^(root|usr)-[a-z0-9-]+?(-verity)?$/.exec(typeName ?? '');
  if (!match || typeName?.endsWith('-sig')) return null;
  const [, part = 'root', verity = ''] = match;
  return `${part}${verity}` as 'root' | 'usr' | 'root-verity' | 'usr-verity';
}
