import type { Grub } from '../../model/survey.ts';

export interface GrubConfiguration extends Pick<Grub, 'entries' | 'readsSaved' | 'readsNext'> {
  /** Whether it asks for the type #1 entries in loader/entries/ too. */
  hasBls: boolean;
}

const entryLine = /^\s*(menuentry|submenu)\s+(?:'((?:[^']|'\\'')*)'|"([^"]*)")(.*)\{\s*$/;
const idOption = /(?:\$\{?menuentry_id_option\}?|--id)\s+(?:'([^']*)'|"([^"]*)"|(\S+))/;

/**
 * What grub-mkconfig wrote, read line by line and never run: entries with their ids (those in a
 * submenu behind its id and ">", which is how GRUB finds them), and whether the environment block is
 * asked for them.
 */
export function parseGrubConfiguration(text: string): GrubConfiguration {
  const entries: GrubConfiguration['entries'] = [];
  /** For each open brace the submenu's id, null where it is another block. */
  const blocks: (string | null)[] = [];
  for (const line of text.split('\n')) {
    const match = entryLine.exec(line);
    if (match) {
      const title = (match[2]?.replaceAll("'\\''", "'") ?? match[3] ?? '').trim();
      const found = idOption.exec(match[4] ?? '');
      const id = found?.[1] ?? found?.[2] ?? found?.[3] ?? title;
      const path = [...blocks.filter((block) => block !== null), id].join('>');
      if (match[1] === 'menuentry') entries.push({ id: path, title, version: null });
      blocks.push(match[1] === 'submenu' ? id : null);
    } else if (/\{\s*$/.test(line)) blocks.push(null);
    else if (/^\s*\}\s*$/.test(line)) blocks.pop();
  }
  return {
    entries,
    readsSaved: /set\s+default="?\$\{?saved_entry\}?"?/.test(text),
    readsNext: /set\s+default="?\$\{?next_entry\}?"?/.test(text),
    hasBls: /^\s*blscfg\b/m.test(text),
  };
}
