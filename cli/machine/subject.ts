import { machine } from 'node:os';
import { getArchitectureOf } from '../../core/extensions/architecture.ts';
import type { ExtensionScope } from '../../core/extensions/match.ts';

/** What extensions are judged for, where that is not this machine's own system. */
export interface Judging {
  architecture?: string;
  scope?: ExtensionScope;
}

/** Which machine: the running one, or directories that stand for one. */
export type Where = Judging &
  (
    | { kind: 'running' }
    | { kind: 'directories'; root: string | null; esp: string | null; xbootldr: string | null }
  );

/** A disk in a file; `root` is a directory with the system that belongs to it. */
export type ImageSubject = Judging & { kind: 'image'; path: string; root: string | null };

/** What is looked at: a machine that could also be changed, or the image of a disk. */
export type Subject = (Where | ImageSubject) & {
  /** Whether all data of the system images is read. */
  verify?: boolean;
};

/** The architecture that extensions are judged for, in systemd's words; null when it has none. */
export const getArchitecture = (where: Judging): string | null =>
  where.architecture ?? getArchitectureOf(machine());
