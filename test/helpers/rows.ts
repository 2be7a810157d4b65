/**
 * Rows of long tables. To play all of them in the emulator takes far longer than one waits for a test
 * run, so `npm test` plays those that differ most, and `npm run test:image` every one.
 */
import { describe, it } from 'vitest';

const isShort = process.env['LIFEBOAT_SHORT_TABLES'] === '1';

/** The rows to play; each other one is a skip that says where it is played. */
export function chooseRows<Row extends { name: string; isTypical?: true }>(
  table: string,
  rows: Row[],
): Row[] {
  const left = isShort ? rows.filter(({ isTypical }) => isTypical !== true) : [];
  if (left.length > 0) {
    describe(table, () => {
      it.for(left)('$name', (_row, { skip }) => {
        skip('played by `npm run test:image`');
      });
    });
  }
  return rows.filter((row) => !left.includes(row));
}
