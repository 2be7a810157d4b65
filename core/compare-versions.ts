const isValidChar = (char: string) => /^[0-9A-Za-z~^.-]$/.test(char);
const leading = (text: string, pattern: RegExp) => pattern.exec(text)?.[0] ?? '';
const order = <T extends number | boolean | string>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0);

const dropInvalid = (text: string) => {
  let start = 0;
  while (start < text.length && !isValidChar(text.charAt(start))) start += 1;
  return text.slice(start);
};

function compareNumbers(a: string, b: string): number {
  const [aDigits, bDigits] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return (
    order(a !== '', b !== '') || order(aDigits.length, bDigits.length) || order(aDigits, bDigits)
  );
}

function compareWords(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  return order(a.slice(0, shared), b.slice(0, shared)) || order(a.length, b.length);
}

/**
 * Negative, zero or positive as `a` is older than, equal to or newer than `b`. Characters outside
 * the version alphabet are skipped. UAPI Version Format Specification; the same steps as systemd's
 * strverscmp_improved().
 */
export function compareVersions(a: string, b: string): number {
  for (;;) {
    a = dropInvalid(a);
    b = dropInvalid(b);
    for (const separator of ['~', '', '-', '^', '.']) {
      if (separator === '') {
        // The end is newer than "~" and older than everything else.
        if (a === '' || b === '') return order(a.length > 0, b.length > 0);
        continue;
      }
      const [aHas, bHas] = [a.startsWith(separator), b.startsWith(separator)];
      if (!aHas && !bHas) continue;
      if (aHas !== bHas) return aHas ? -1 : 1;
      a = a.slice(1);
      b = b.slice(1);
    }
    const isNumeric = /^[0-9]/.test(a) || /^[0-9]/.test(b);
    const pattern = isNumeric ? /^[0-9]+/ : /^[A-Za-z]+/;
    const [aSegment, bSegment] = [leading(a, pattern), leading(b, pattern)];
    const result = (isNumeric ? compareNumbers : compareWords)(aSegment, bSegment);
    if (result !== 0) return result;
    a = a.slice(aSegment.length);
    b = b.slice(bSegment.length);
  }
}
