/** Keyboard layouts of the X server that the session's windows live in (setxkbmap(1)). */
import { readFile } from 'node:fs/promises';
import { execa } from 'execa';

const rulesFile = '/usr/share/X11/xkb/rules/base.lst';

export interface Keymap {
  id: string;
  name: string;
}

/** The layouts in an xkb rules list (base.lst), variants as "layout(variant)". */
export function parseRulesList(text: string): Keymap[] {
  const keymaps: Keymap[] = [];
  let section = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('! ')) section = line.slice(2).trim();
    const layout = /^ {2}(\S+)\s+(.+)$/.exec(line);
    if (section === 'layout' && layout) keymaps.push({ id: layout[1]!, name: layout[2]! });
    const variant = /^ {2}(\S+)\s+(\S+): (.+)$/.exec(line);
    if (section === 'variant' && variant) {
      keymaps.push({ id: `${variant[2]!}(${variant[1]!})`, name: variant[3]! });
    }
  }
  return keymaps.filter(
    ({ id }) => id !== 'custom' && /^[a-z][a-z0-9_-]*(\([a-z0-9_-]+\))?$/.test(id),
  );
}

/** The layouts that this system knows; only US English where the rules list is missing. */
export async function listKeymaps(): Promise<Keymap[]> {
  try {
    return parseRulesList(await readFile(rulesFile, 'utf8'));
  } catch {
    return [{ id: 'us', name: 'English (US)' }];
  }
}

/** Switches the layout at once; false when this session has no X server or it refuses. */
export async function applyKeymap(id: string): Promise<boolean> {
  const [layout = 'us', variant] = id.replace(')', '').split('(');
  const args = ['-layout', layout, ...(variant === undefined ? [] : ['-variant', variant])];
  const { failed } = await execa('setxkbmap', args, { reject: false, timeout: 5000 });
  return !failed;
}
