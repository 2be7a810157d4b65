/**
 * The real page on a made machine, for looking at: `?machine=workshop&theme=dark&size=200&language=de`
 * and the screen as the address's fragment; `moment=touch` for a moment of unlocking. Built and photographed by tools/screens.ts.
 */
import { defaultSettings, settingsSchema } from '../../core/contract/settings.ts';
import { DemoMachine } from '../helpers/demo-machine.ts';
import { createFakeBridge } from '../helpers/fake-bridge.ts';
import * as changes from '../helpers/machines/changes.ts';
import { makeCrowd } from '../helpers/machines/crowd.ts';
import { makeWorkshop } from '../helpers/machines/workshop.ts';
import { makeUnlockJobs } from '../helpers/unlock-moments.ts';

const wanted = new URLSearchParams(location.search);
const makers: Record<string, () => DemoMachine> = { ...changes };
const name = wanted.get('machine') ?? '';
const machine = makers[name]?.() ?? new DemoMachine();
if (name === 'workshop') machine.snapshot = makeWorkshop();
if (name === 'crowd') machine.snapshot = makeCrowd();

const settings = settingsSchema.parse({
  ...defaultSettings,
  ...Object.fromEntries([...wanted].filter(([name]) => name in defaultSettings)),
  textSize: Number(wanted.get('size') ?? defaultSettings.textSize),
  isDense: wanted.get('isDense') === 'true',
  screenKeyboard: wanted.get('screenKeyboard') === 'true',
});
const jobs = makeUnlockJobs(wanted.get('moment') ?? '');
Object.defineProperty(window, 'lifeboat', {
  value: createFakeBridge({ machine, settings, jobs }),
});
await import('../../renderer/main.tsx');
