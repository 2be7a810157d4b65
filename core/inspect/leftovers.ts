import type { Partition } from '../model/machine.ts';
import type { Leftover } from './signs.ts';

/**
 * What an unfinished file will be called, null when the name is no temporary one. sysupdate.d(5)
 * names `.sysupdate.partial.` and `.sysupdate.pending.`, and `.#` before that with random letters
 * after it; copying programs use `.part`, `.new` and the like.
 */
export function findFinalName(name: string): string | null {
  const staged = /^\.sysupdate\.(?:partial|pending)\.(.+)$/.exec(name)?.[1];
  if (staged !== undefined) return staged;
  const hidden = /^\.#(?:sysupdate)?(.+)$/.exec(name)?.[1];
  if (hidden !== undefined) return hidden.replace(/(?<=\.(?:efi|raw|conf))[0-9a-f]{16}$/i, '');
  return (
    /^(.+)\.(?:part|partial|new|tmp|temp|filepart)$/i.exec(name)?.[1]?.replace(/^\./, '') ?? null
  );
}

/**
 * The label that a partition gets at the end, null when it is finished: systemd-sysupdate(8) marks
 * one that it writes to by its label, or gives it a type of its own, which is its `staging`, and the
 * label at once.
 */
export function findFinalLabel(label: string, staging: Partition['staging'] = null): string | null {
  const marked = /^(?:PRT|PND)#(.+)$/.exec(label)?.[1] ?? findFinalName(label);
  const isNamed = staging !== null && label !== '' && label !== '_empty';
  return marked ?? (isNamed ? label : null);
}

/** What kind of file a name belongs to. */
export function getLeftoverKind(finalName: string): Leftover['kind'] {
  if (/\.efi$/i.test(finalName)) return 'boot-file';
  if (/\.conf$/i.test(finalName)) return 'boot-file';
  if (/(?:^|[._-])(?:root|usr|verity)\b.*\.(?:raw|img)$/i.test(finalName)) return 'image';
  return 'other';
}

/** The version in a name such as `demo_1.1.efi`, `network-tools-1.1.raw` or `demo_1.1_verity`. */
export function splitVersionedName(name: string): { stem: string; version: string } | null {
  const bare = name
    .replace(/\.(?:efi|conf|raw|img)$/i, '')
    .replace(/\.(?:sysext|confext)$/i, '')
    .replace(/\+\d+(?:-\d+)?$/, '')
    .replace(/[_-]verity$/, '');
  const match = /^(.+?)[_-](\d[^_]*)$/.exec(bare);
  return match ? { stem: match[1]!, version: match[2]! } : null;
}
