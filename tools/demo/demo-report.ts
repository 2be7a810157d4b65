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

/** What should be true after the rollback and is not; empty when all is. */
export function findUntrue(report: DemoReport): string[] {
  const merged = report.extensions.find(({ hierarchy }) => hierarchy === '/usr')?.extensions;
  const claims: [claim: string, holds: boolean][] = [
    ['version 1.0 runs', report.version === '1.0'],
    ['demo_1.0.efi was started', report.entry === 'demo_1.0.efi'],
    ['demo_1.0.efi is the default', report.default === 'demo_1.0.efi'],
    ['the root file system is verified', report.verity === 'verified'],
    ['only the extension for 1.0 is merged', String(merged) === 'network-tools-1.0'],
    ['1.0 is there and good', report.files.includes('demo_1.0.efi')],
    [
      '1.1 is there and marked bad',
      report.files.some((name) => /^demo_1\.1\+0-\d+\.efi$/.test(name)),
    ],
  ];
  return claims.flatMap(([claim, holds]) => (holds ? [] : [claim]));
}
