type Token = { kind: 'any' } | { kind: 'one'; matches: (char: string) => boolean };

function parseSet(pattern: string, start: number): { token: Token; next: number } | null {
  const isNegated = '!^'.includes(pattern.charAt(start + 1)) && pattern.length > start + 1;
  const first = start + (isNegated ? 2 : 1);
  const end = pattern.indexOf(']', first + 1);
  if (end < 0) return null;
  const body = pattern.slice(first, end);
  const matches = (char: string) => {
    for (let i = 0; i < body.length; i += 1) {
      const isRange = body.charAt(i + 1) === '-' && i + 2 < body.length;
      const last = isRange ? body.charAt(i + 2) : body.charAt(i);
      if (char >= body.charAt(i) && char <= last) return true;
      if (isRange) i += 2;
    }
    return false;
  };
  return {
    token: { kind: 'one', matches: (char) => matches(char) !== isNegated },
    next: end + 1,
  };
}

function parseGlob(pattern: string): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length;) {
    let char = pattern.charAt(i);
    const set = char === '[' ? parseSet(pattern, i) : null;
    if (set) {
      tokens.push(set.token);
      i = set.next;
      continue;
    }
    if (char === '*') tokens.push({ kind: 'any' });
    else if (char === '?') tokens.push({ kind: 'one', matches: () => true });
    else {
      if (char === '\\' && i + 1 < pattern.length) char = pattern.charAt((i += 1));
      const literal = char;
      tokens.push({ kind: 'one', matches: (other) => other === literal });
    }
    i += 1;
  }
  return tokens;
}

/**
 * Whether `text` matches the shell pattern, without regard to case, as the loader matches entry ids
 * (loader.conf(5), "default"). Takes at most pattern × text steps: both come from the disk.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const tokens = parseGlob(pattern.toLowerCase());
  const chars = text.toLowerCase();
  let [token, char, retryToken, retryChar] = [0, 0, -1, 0];
  while (char < chars.length) {
    const current = tokens[token];
    if (current?.kind === 'any') {
      [retryToken, retryChar] = [token, char];
      token += 1;
    } else if (current?.matches(chars.charAt(char))) {
      token += 1;
      char += 1;
    } else if (retryToken >= 0) {
      retryChar += 1;
      [token, char] = [retryToken + 1, retryChar];
    } else return false;
  }
  return tokens.slice(token).every(({ kind }) => kind === 'any');
}
