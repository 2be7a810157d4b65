/** Levenshtein's distance: how many letters must change to make `a` into `b`. */
function countEdits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

const maxNear = 5;
const maxCompared = 128;

/** The names that `wanted` may have been meant for, the nearest first; at most five. */
export function findNear(wanted: string, names: readonly string[]): string[] {
  const plain = wanted.toLowerCase().slice(0, maxCompared);
  return [...new Set(names)]
    .map((name) => {
      const other = name.toLowerCase().slice(0, maxCompared);
      const isPart = plain.length > 1 && (other.includes(plain) || plain.includes(other));
      return { name, edits: isPart ? 0 : countEdits(plain, other) };
    })
    .filter(
      ({ name, edits }) => edits <= Math.max(2, Math.floor(Math.min(name.length, maxCompared) / 3)),
    )
    .sort((a, b) => a.edits - b.edits)
    .slice(0, maxNear)
    .map(({ name }) => name);
}
