import { toLowerAscii } from './lines.ts';

type Matcher = (char: string) => boolean;
/** Null stands for `*`. */
type Token = Matcher | null;

const never: Matcher = () => false;

/**
 * The set that begins with the bracket at `start`. There is no negation: `!` and `^` stand for
 * themselves. A set without its end matches nothing.
 */
function parseSet(pattern: string, start: number): { matcher: Matcher; next: number } {
  const ranges: [string, string][] = [];
  let canBeRange = false;
  for (let i = start + 1; i < pattern.length; i += 1) {
    let char = pattern.charAt(i);
    const isFirst = i === start + 1;
    if (char === ']' && !isFirst) {
      const matcher: Matcher = (one) => ranges.some(([low, high]) => low <= one && one <= high);
      return { matcher, next: i + 1 };
    }
    if (char === '-' && canBeRange && pattern.charAt(i + 1) !== ']') {
      const low = pattern.charAt(i - 1);
      i += pattern.charAt(i + 1) === '\\' ? 2 : 1;
      ranges.push([low, pattern.charAt(i)]);
      // Ranges cannot be chained: in [a-c-f] the second dash is one.
      canBeRange = false;
      continue;
    }
    if (char === '\\') char = pattern.charAt((i += 1));
    ranges.push([char, char]);
    canBeRange = true;
  }
  return { matcher: never, next: pattern.length };
}

function parseGlob(pattern: string): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i += 1) {
    const char = pattern.charAt(i);
    if (char === '*') tokens.push(null);
    else if (char === '?') tokens.push(() => true);
    else if (char === '[') {
      const { matcher, next } = parseSet(pattern, i);
      tokens.push(matcher);
      i = next - 1;
    } else if (char === '\\') {
      i += 1;
      const literal = pattern.charAt(i);
      tokens.push(literal === '' ? never : (other) => other === literal);
    } else tokens.push((other) => other === char);
  }
  return tokens;
}

/**
 * Whether `text` matches the shell pattern, without regard to case, as systemd-boot's efi_fnmatch()
 * matches entry ids. Takes at most pattern × text steps: both come from the disk.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const tokens = parseGlob(toLowerAscii(pattern));
  const chars = toLowerAscii(text);
  let [token, char, retryToken, retryChar] = [0, 0, -1, 0];
  while (char < chars.length) {
    const current = tokens[token];
    if (current === null) {
      [retryToken, retryChar] = [token, char];
      token += 1;
    } else if (current?.(chars.charAt(char))) {
      token += 1;
      char += 1;
    } else if (retryToken >= 0) {
      retryChar += 1;
      [token, char] = [retryToken + 1, retryChar];
    } else return false;
  }
  return tokens.slice(token).every((rest) => rest === null);
}
