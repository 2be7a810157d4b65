/**
 * Sentences are ICU MessageFormat texts, one catalogue per language, looked up by id. The domain's
 * own sentences stand in this folder, since the terminal and the screens must say the same thing;
 * the texts of the screens stand in the renderer and use the same formatter.
 */
import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { Language } from '../contract/settings.ts';
import type { Params } from '../result.ts';

export type Formatter<Id extends string> = (id: Id, params?: Params) => string;

type Compiled = ReturnType<typeof compileMessage>;
const compiled = new Map<string, Compiled>();

/** Lingui keeps no compiled text, and one sentence may be said of hundreds of things. */
function compileOnce(text: string): Compiled {
  const known = compiled.get(text) ?? compileMessage(text);
  compiled.set(text, known);
  return known;
}

/** A formatter for one language; a missing id is a bug of the catalogue and is shown as the id. */
export function createFormatter<Id extends string>(
  language: Language,
  catalogue: Readonly<Record<Id, string>>,
): Formatter<Id> {
  const i18n = setupI18n();
  i18n.setMessagesCompiler(compileOnce);
  i18n.loadAndActivate({ locale: language, messages: catalogue });
  return (id, params = {}) => i18n._(id, params);
}
