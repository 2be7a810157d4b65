/**
 * Sentences are ICU MessageFormat texts, one catalogue per language, looked up by id. The domain's
 * own sentences stand in this folder, since the terminal and the screens must say the same thing;
 * the texts of the screens stand in the renderer and use the same formatter.
 */
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { directionOf, type Language } from '../contract/languages.ts';
import type { Params } from '../result.ts';
import { createFill, type Compiled } from './fill.ts';

export type Formatter<Id extends string> = (id: Id, params?: Params) => string;

/** One sentence may be said of hundreds of things. */
function rememberCompiled(compile: (text: string) => Compiled): (text: string) => Compiled {
  const compiled = new Map<string, Compiled>();
  return (text) => {
    const known = compiled.get(text) ?? compile(text);
    compiled.set(text, known);
    return known;
  };
}

/** Sets each parameter apart: in a line from right to left “/dev/sda” would be turned around. */
function isolate(tokens: Compiled): Compiled {
  return tokens.flatMap((token): Compiled => {
    if (typeof token === 'string') return [token];
    const [name, type, format] = token;
    if (type === undefined) return ['\u2068', token, '\u2069'];
    if (typeof format !== 'object' || format === null) return [token];
    const choices = Object.entries(format).map(([key, choice]: [string, unknown]) => [
      key,
      Array.isArray(choice) ? isolate(choice as Compiled) : choice,
    ]);
    return [[name, type, Object.fromEntries(choices)]];
  });
}

const compilers = {
  ltr: rememberCompiled(compileMessage),
  rtl: rememberCompiled((text) => isolate(compileMessage(text))),
};

/** A formatter for one language; a missing id is a bug of the catalogue and is shown as the id. */
export function createFormatter<Id extends string>(
  language: Language,
  catalogue: Readonly<Record<Id, string>>,
): Formatter<Id> {
  const compile = compilers[directionOf(language)];
  const fill = createFill(language);
  return (id, params = {}) =>
    fill(compile(Object.hasOwn(catalogue, id) ? catalogue[id] : id), params);
}
