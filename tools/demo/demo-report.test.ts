import { expect, it } from 'vitest';
import { findUntrue, type DemoReport } from './demo-report.ts';
import { setBack } from './stories.ts';

const rolledBack: DemoReport = {
  version: '1.0',
  entry: 'demo_1.0.efi',
  default: 'demo_1.0.efi',
  verity: 'verified',
  extensions: [
    { hierarchy: '/opt', extensions: 'none' },
    { hierarchy: '/usr', extensions: ['network-tools-1.0'] },
  ],
  files: ['demo_1.0.efi', 'demo_1.1+0-3.efi', 'lifeboat_0.1.0.efi'],
};

it('finds nothing untrue of a machine that was set back', () => {
  expect(findUntrue(rolledBack, setBack)).toEqual([]);
});

it.each([
  [{ version: '1.1' }, 'version 1.0 runs'],
  [{ default: '' }, 'demo_1.0.efi is the default'],
  [{ verity: 'corrupted' }, 'the root file system is verified'],
  [{ files: ['demo_1.0.efi', 'demo_1.1+2-1.efi'] }, '1.1 is there and marked bad'],
  [{ files: ['demo_1.1+0-3.efi'] }, '1.0 is there and good'],
  [{ extensions: [] }, 'only network-tools-1.0 is merged'],
] satisfies [Partial<DemoReport>, string][])('finds %o', (change, claim) => {
  expect(findUntrue({ ...rolledBack, ...change }, setBack)).toEqual([claim]);
});
