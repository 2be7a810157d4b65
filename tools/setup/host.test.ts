import { describe, expect, it } from 'vitest';
import { explainAptFailure } from './host.ts';

describe('explainAptFailure', () => {
  it.each([
    [
      "E: Failed to fetch http://mirror/x.deb  Temporary failure resolving 'mirror'",
      /mirror can't/,
    ],
    ["E: You don't have enough free space in /var/cache/apt/archives/.", /No space/],
    ['E: Unable to locate package xvfb', /does not know the package xvfb/],
    ["E: Package 'orca' has no installation candidate\nPackage orca is not available", /orca/],
  ])('turns %j into one sentence with a next step', (output, message) => {
    const error = explainAptFailure(output);
    expect(error.message).toMatch(message);
    expect(error.hint).toBeDefined();
  });

  it('shows what apt said when it does not know better', () => {
    expect(explainAptFailure('dpkg was interrupted').message).toContain('dpkg was interrupted');
  });
});
