import { describe, expect, it } from 'vitest';
import { createPe, createUki } from '../../test/helpers/uki.ts';
import { readPe } from './pe.ts';
import { describeUki } from './uki.ts';

const file = createUki({ id: 'demo', version: '1.1' });
const pe = readPe(file, file.length);
const osrel = 'ID=demo\nVERSION_ID=1.1\nPRETTY_NAME="Demo 1.1"\n';
const describeTexts = (...texts: [string, string][]) =>
  describeUki(
    pe,
    texts.map(([name, text]) => ({ name, text })),
  );

describe('what a UKI says about itself', () => {
  it('takes title, version and sort key from os-release', () => {
    const uki = describeTexts(
      ['.osrel', `${osrel}IMAGE_ID=img\nIMAGE_VERSION=7\n\0\0`],
      ['.cmdline', 'quiet\n\0\0'],
      ['.uname', '6.12.1-amd64\n'],
      ['.sbat', 'sbat,1\n'],
    );
    expect(uki).toMatchObject({
      title: 'Demo 1.1',
      version: '7',
      sortKey: 'img',
      cmdline: 'quiet',
      kernelVersion: '6.12.1-amd64',
      architecture: 'x86-64',
      profiles: [],
      problems: [],
    });
  });

  it.each([
    ['PRETTY_NAME=p\nIMAGE_ID=i\nNAME=n\nID=d', { title: 'p', sortKey: 'i' }],
    ['IMAGE_ID=i\nNAME=n\nID=d', { title: 'i', sortKey: 'i' }],
    ['NAME=n\nID=d', { title: 'n', sortKey: 'd' }],
    ['ID=d', { title: 'd', sortKey: 'd', version: null }],
    ['NAME=n', { title: 'n', sortKey: null }],
    ['ID=d\nIMAGE_VERSION=1\nVERSION=2\nVERSION_ID=3\nBUILD_ID=4', { version: '1' }],
    ['ID=d\nVERSION=2\nVERSION_ID=3\nBUILD_ID=4', { version: '2' }],
    ['ID=d\nVERSION_ID=3\nBUILD_ID=4', { version: '3' }],
    ['ID=d\nBUILD_ID=4', { version: '4' }],
  ])('picks from %j the most precise words', (text, expected) => {
    expect(describeTexts(['.osrel', text])).toMatchObject(expected);
  });

  it('hands on a command line without control characters and without its ends', () => {
    const uki = describeTexts(['.osrel', osrel], ['.cmdline', '\t a\tb\nc \n\0hidden']);
    expect(uki.cmdline).toBe('a b c');
    expect(describeTexts(['.osrel', osrel], ['.cmdline', ' \n']).cmdline).toBeNull();
  });

  it('lets the first section of a name count', () => {
    const uki = describeTexts(['.osrel', osrel], ['.cmdline', 'first'], ['.cmdline', 'second']);
    expect(uki.cmdline).toBe('first');
  });
});

describe('profiles', () => {
  it('are named by their ids, else by their numbers', () => {
    const uki = describeTexts(
      ['.osrel', osrel],
      ['.cmdline', 'base'],
      ['.profile', 'ID=main\nTITLE="Regular boot"\n'],
      ['.profile', 'ID=storage-reset\n'],
      ['.cmdline', 'reset'],
      ['.profile', 'TITLE=Third\n'],
      ['.profile', ''],
    );
    expect(uki.profiles).toEqual(['main', 'storage-reset', '2', '3']);
    expect(uki.profileTitles).toEqual(['Regular boot', 'storage-reset', 'Third', '3']);
    expect(uki.cmdline).toBe('base');
  });

  it('begin with the one that is started without a choice, whose sections replace those before', () => {
    const uki = describeTexts(
      ['.osrel', osrel],
      ['.cmdline', 'base'],
      ['.profile', 'ID=main'],
      ['.cmdline', 'of the first profile'],
      ['.osrel', 'ID=own\n'],
      ['.profile', 'ID=other'],
      ['.cmdline', 'of the second'],
    );
    expect(uki).toMatchObject({ cmdline: 'of the first profile', title: 'own' });
  });

  it('mask a section by an empty one', () => {
    const uki = describeTexts(
      ['.osrel', osrel],
      ['.cmdline', 'base'],
      ['.profile', 'ID=main'],
      ['.cmdline', ''],
    );
    expect(uki.cmdline).toBeNull();
  });
});

describe('problems', () => {
  it('says what is wrong with a file', () => {
    expect(describeUki(null, []).problems).toEqual(['not-a-uki']);
    expect(describeTexts().problems).toEqual(['no-os-release']);
    expect(describeTexts(['.osrel', 'VERSION_ID=1\n']).problems).toEqual(['no-os-release']);
    const addon = createPe([['.cmdline', 'x']]);
    const texts = [{ name: '.osrel', text: osrel }];
    expect(describeUki(readPe(addon, addon.length), texts).problems).toEqual(['no-kernel']);
    expect(describeUki(readPe(file, 600), texts).problems).toEqual(['truncated']);
  });
});
