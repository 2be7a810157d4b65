/** What the demo system says of itself on the serial line once it is up. */
import { z } from 'zod';

/** The line, once it is there to its end: it comes in pieces. */
export const demoReportLine = /DEMO-REPORT (\{.*\})\r?\n/;

const sysextStatusSchema = z.array(
  z.object({ hierarchy: z.string(), extensions: z.union([z.array(z.string()), z.string()]) }),
);

export const demoReportSchema = z.object({
  /** VERSION_ID of the os-release that runs. */
  version: z.string(),
  /** LoaderEntrySelected: the entry that was started. */
  entry: z.string(),
  /** LoaderEntryDefault, empty when it is not set. */
  default: z.string(),
  /** State of the dm-verity device below the root file system. */
  verity: z.string(),
  extensions: sysextStatusSchema,
  /** The files in EFI/Linux, boot counters and all. */
  files: z.array(z.string()),
});
export type DemoReport = z.infer<typeof demoReportSchema>;

/** What a machine should report at the end of a story. */
export interface Ending {
  /** The entry that was started. */
  entry: string;
  /** What the loader was told to start; null where that does not matter. */
  default: string | null;
  /** The one extension that is merged. */
  extension: string;
  /** What the files of entries say: claim → name. */
  files: Record<string, RegExp>;
}

/** What should be true at the end and is not; empty when all is. */
export function findUntrue(report: DemoReport, ending: Ending): string[] {
  const version = /_([^_]+)\.efi$/.exec(ending.entry)?.[1] ?? '';
  const merged = report.extensions.find(({ hierarchy }) => hierarchy === '/usr')?.extensions;
  const isDefault = ending.default === null || report.default === ending.default;
  const claims: [claim: string, holds: boolean][] = [
    [`version ${version} runs`, report.version === version],
    [`${ending.entry} was started`, report.entry === ending.entry],
    [`${String(ending.default)} is the default`, isDefault],
    ['the root file system is verified', report.verity === 'verified'],
    [`only ${ending.extension} is merged`, String(merged) === ending.extension],
    ...Object.entries(ending.files).map(([claim, name]): [string, boolean] => [
      claim,
      report.files.some((file) => name.test(file)),
    ]),
  ];
  return claims.flatMap(([claim, holds]) => (holds ? [] : [claim]));
}
