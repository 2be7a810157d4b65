import { describe, expect, it } from 'vitest';
import { parseWords } from './control-request.ts';

const parse = (line: string) => parseWords(line.split(' '));

describe('parseWords', () => {
  it.each([
    ['list', { command: 'list' }],
    ['first plug', { command: 'plug', token: 'first' }],
    ['first replug', { command: 'replug', token: 'first', afterMs: 0 }],
    ['first replug 250', { command: 'replug', token: 'first', afterMs: 250 }],
    ['first touch never', { command: 'touch', token: 'first', script: { mode: 'never' } }],
    [
      'first touch delayed 900',
      { command: 'touch', token: 'first', script: { mode: 'delayed', afterMs: 900 } },
    ],
    ['first uv fail', { command: 'uv', token: 'first', script: 'fail' }],
    ['first nopin', { command: 'pin', token: 'first', pin: null }],
    ['first retries 2', { command: 'retries', token: 'first', pin: 2 }],
    [
      'first fail getAssertion operationDenied',
      {
        command: 'fail',
        token: 'first',
        name: 'getAssertion',
        status: 'operationDenied',
        count: 1,
      },
    ],
  ])('reads %j', (line, request) => {
    expect(parse(line)).toEqual(request);
  });

  it('makes a token with the settings of the command line', () => {
    expect(parse('first create --pin 1234 --uv --pin-protocols 1 --stays-busy')).toMatchObject({
      command: 'create',
      settings: {
        ...{ seed: 'first', pin: '1234', userVerification: true, pinProtocols: [1] },
        ...{ hmacSecret: true, abortsOnClose: false, version: 'FIDO_2_1' },
      },
    });
  });

  it.each([
    'first',
    'first dance',
    'list all',
    'first touch',
    'first touch delayed',
    'first touch delayed soon',
    'first pin 12',
    'first fail getAssertion oops',
    '../x plug',
    'first create --pin-protocols 3',
  ])('does not know %j', (line) => {
    expect(parse(line)).toBeUndefined();
  });
});
