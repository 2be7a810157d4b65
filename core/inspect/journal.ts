import { z } from 'zod';
import type { Boot, FailedUnit } from './signs.ts';

/** The messages of systemd that tell how a start went: sd-messages.h. */
const messageIds = {
  jobDone: '39f53479d3a045ac8e11786248231fbf',
  jobFailed: 'be02cf6855d2428ba40df7e9d022f03d',
  unitFailed: 'd9b373ed55a64feb8242e02dbe79a49c',
  startupFinished: 'b07a249cd024414a82dd00cd181378ff',
} as const;

/**
 * What is asked of journalctl(1), as its match arguments: failed units, finished starts, and the
 * kernel's notices, among which its command line is.
 */
export const journalMatches: readonly string[] = [
  ...[`MESSAGE_ID=${messageIds.jobFailed}`, '+', `MESSAGE_ID=${messageIds.unitFailed}`, '+'],
  ...[`MESSAGE_ID=${messageIds.startupFinished}`, '+'],
  ...[`MESSAGE_ID=${messageIds.jobDone}`, 'UNIT=boot-complete.target', '+'],
  ...['_TRANSPORT=kernel', 'PRIORITY=5'],
];

export const journalFields = 'MESSAGE,MESSAGE_ID,UNIT,_TRANSPORT';

const maxFailedUnits = 20;
const maxMessageChars = 300;

/** A field can be text, bytes where it is no text, null where it is too long, or given twice. */
const bytes = z.array(z.number().int().min(0).max(255));
const one = z.union([z.string(), bytes.transform((codes) => String.fromCharCode(...codes))]);
const field = z
  .union([one, z.array(one).transform((all) => all[0] ?? ''), z.null().transform(() => '')])
  .optional();

const lineSchema = z.looseObject({
  __REALTIME_TIMESTAMP: z.string().regex(/^\d{1,16}$/),
  _BOOT_ID: z.string(),
  MESSAGE: field,
  MESSAGE_ID: field,
  UNIT: field,
  _TRANSPORT: field,
});

/** One line without control characters, and not too long to be quoted. */
const quote = (text: string) => text.replace(/\p{Cc}+/gu, ' ').slice(0, maxMessageChars);

interface Reading extends Boot {
  isStarted: boolean;
}

function addLine(boot: Reading, line: z.infer<typeof lineSchema>): void {
  const message = line.MESSAGE ?? '';
  const cmdline = /^Kernel command line: (.*)$/s.exec(message)?.[1];
  if (line._TRANSPORT === 'kernel') {
    if (cmdline !== undefined) boot.cmdline = cmdline;
    return;
  }
  switch (line.MESSAGE_ID) {
    case messageIds.jobDone:
      boot.isFinished ||= line.UNIT === 'boot-complete.target';
      return;
    case messageIds.startupFinished:
      boot.isStarted = true;
      return;
    case messageIds.jobFailed:
    case messageIds.unitFailed: {
      const unit: FailedUnit = { unit: line.UNIT ?? '', message: quote(message) };
      const isKnown = boot.failedUnits.some((other) => other.unit === unit.unit);
      if (unit.unit !== '' && !isKnown && boot.failedUnits.length < maxFailedUnits) {
        boot.failedUnits.push(unit);
      }
    }
  }
}

/**
 * The starts in the output of `journalctl --output=json` with `journalMatches`, oldest first. A start
 * is finished when boot-complete.target was reached, or when systemd said so and nothing failed.
 * Lines that cannot be understood are passed over: a journal after a power cut may have some.
 */
export function parseJournal(output: string): Boot[] {
  const boots = new Map<string, Reading>();
  for (const text of output.split('\n')) {
    if (text === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      continue;
    }
    const parsed = lineSchema.safeParse(value);
    if (!parsed.success) continue;
    const at = new Date(Number(parsed.data.__REALTIME_TIMESTAMP) / 1000);
    if (Number.isNaN(at.getTime())) continue;
    const id = parsed.data._BOOT_ID;
    const time = at.toISOString();
    const boot = boots.get(id) ?? {
      id,
      startedAt: time,
      endedAt: time,
      cmdline: null,
      isFinished: false,
      isStarted: false,
      failedUnits: [],
    };
    if (time < boot.startedAt) boot.startedAt = time;
    if (time > boot.endedAt) boot.endedAt = time;
    addLine(boot, parsed.data);
    boots.set(id, boot);
  }
  return [...boots.values()]
    .map(({ isStarted, ...boot }) => ({
      ...boot,
      isFinished: boot.isFinished || (isStarted && boot.failedUnits.length === 0),
    }))
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
}
