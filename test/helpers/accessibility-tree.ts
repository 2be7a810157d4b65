/**
 * A page as assistive technology gets it over AT-SPI, as text: one line for each thing that has a
 * name, a state or a meaning, with its role, name, description and states. Boxes that mean nothing are
 * left out, and so is text that only repeats the name of what it stands in.
 */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Desktop } from './desktop.ts';

export interface TreeNode {
  role: string;
  name: string;
  description: string;
  states: string[];
  attributes: Record<string, string>;
  children: TreeNode[];
}

/** Reads the tree of the page that the desktop's browser shows. */
export async function readTree(desktop: Desktop): Promise<TreeNode> {
  const program = join(desktop.home, 'read-tree.py');
  copyFileSync(join(import.meta.dirname, 'atspi/read-tree.py'), program);
  const reader = desktop.run('/usr/bin/python3', [program]);
  const [output, errors] = await Promise.all([text(reader.stdout!), text(reader.stderr!)]);
  if (output === '') throw new Error(`the accessibility tree could not be read: ${errors}`);
  return JSON.parse(output) as TreeNode;
}

const meaningless = new Set(['section', 'paragraph', 'label', 'header', 'text']);
const toldStates = ['focused', 'checked', 'pressed', 'selected', 'expanded', 'invalid-entry'];
/** Roles whose place among the others is told. */
const counted = ['radio button', 'option', 'row'];

function roleOf({ role, attributes }: TreeNode): string {
  if (role === 'static') return 'text';
  if (attributes['xml-roles'] !== undefined) return attributes['xml-roles'];
  if (role === 'section' && attributes['live'] !== undefined) return 'live region';
  return role === 'heading' ? `heading ${attributes['level'] ?? '?'}` : role;
}

function statesOf(node: TreeNode): string[] {
  const { states, attributes } = node;
  const { current, live, posinset, setsize } = attributes;
  const isCounted = counted.includes(roleOf(node)) && posinset !== undefined;
  return [
    ...toldStates.filter((state) => states.includes(state)),
    ...(states.includes('expandable') && !states.includes('expanded') ? ['collapsed'] : []),
    ...(states.includes('enabled') || node.role === 'static' ? [] : ['disabled']),
    ...(current === undefined ? [] : [`current ${current}`]),
    ...(live === undefined ? [] : [live]),
    ...(isCounted ? [`${posinset} of ${setsize ?? '?'}`] : []),
  ];
}

/** Whether a text says no more than the name of what it stands in. */
function isRepeated(text: string, around: TreeNode): boolean {
  const isBox = around.role === 'panel' || around.role === 'landmark';
  return isBox ? around.name === text : around.name.includes(text);
}

/** The tree as indented lines, without the parts whose roles are named in `without`. */
export function formatTree(root: TreeNode, without: readonly string[] = []): string {
  const lines: string[] = [];
  const write = (node: TreeNode, depth: number, around: TreeNode): void => {
    const role = roleOf(node);
    const { name, description, children } = node;
    if (without.includes(role)) return;
    if (role === 'text' && name.trim() !== '' && isRepeated(name.trim(), around)) return;
    const states = statesOf(node);
    const isBox = meaningless.has(role) && name.trim() === '' && states.length === 0;
    if (!isBox) {
      const state = states.length === 0 ? '' : ` [${states.join(', ')}]`;
      const about = description === '' ? '' : ` – ${description}`;
      const quoted = name === '' ? '' : ` “${name}”`;
      lines.push(`${'  '.repeat(depth)}${role}${quoted}${state}${about}`);
    }
    // The control in a label has the label's words for its name.
    const namesake = role === 'label' ? (children[0] ?? node) : isBox ? around : node;
    for (const child of children) write(child, isBox ? depth : depth + 1, namesake);
  };
  write(root, 0, root);
  return `${lines.join('\n')}\n`;
}
