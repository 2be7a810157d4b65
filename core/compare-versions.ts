/**
 * What characters are in a version. Sorting hundreds of names compares them thousands of times in
 * code that has only just been loaded, so a table says it and nothing is copied.
 */
const invalid = 0;
const digit = 1;
const letter = 2;
// The separators, in the order in which they count.
const tilde = 3;
const dot = 6;
const letters = 'abcdefghijklmnopqrstuvwxyz';
const classes = new Uint8Array(128);
['0123456789', letters + letters.toUpperCase(), '~', '-', '^', '.'].forEach((chars, i) => {
  for (const char of chars) classes[char.charCodeAt(0)] = digit + i;
});

/** The class of a character; beyond the end of the text it is invalid. */
const classAt = (text: string, at: number): number => classes[text.charCodeAt(at)] ?? invalid;

const order = <T extends number | boolean | string>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0);

function compareNumbers(a: string, b: string): number {
  const aDigits = a.replace(/^0+/, '');
  const bDigits = b.replace(/^0+/, '');
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
  let i = 0;
  let j = 0;
  for (;;) {
    while (i < a.length && classAt(a, i) === invalid) i += 1;
    while (j < b.length && classAt(b, j) === invalid) j += 1;
    for (let separator = tilde; separator <= dot; separator += 1) {
      const aHas = classAt(a, i) === separator;
      if (aHas !== (classAt(b, j) === separator)) return aHas ? -1 : 1;
      if (aHas) {
        i += 1;
        j += 1;
      }
      // The end is newer than "~" and older than everything else.
      if (separator === tilde && (i >= a.length || j >= b.length))
        return order(i < a.length, j < b.length);
    }
    const wanted = classAt(a, i) === digit || classAt(b, j) === digit ? digit : letter;
    const aStart = i;
    const bStart = j;
    while (classAt(a, i) === wanted) i += 1;
    while (classAt(b, j) === wanted) j += 1;
    const aSegment = a.slice(aStart, i);
    const bSegment = b.slice(bStart, j);
    if (aSegment === bSegment) continue;
    const compare = wanted === digit ? compareNumbers : compareWords;
    const result = compare(aSegment, bSegment);
    if (result !== 0) return result;
  }
}
