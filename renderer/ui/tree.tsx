/**
 * A tree of things of which one is chosen; the choice follows the focus. Arrow keys go through it,
 * open and close; typing a name jumps to it; Enter goes to the details. It is one Tab stop.
 */
import { useState } from 'react';
import {
  Button,
  Collection,
  Tree as AriaTree,
  TreeItem,
  TreeItemContent,
  type Key,
} from 'react-aria-components';
import { Icon, type IconName } from './icons.tsx';
import { RowText } from './row-text.tsx';
import type { Mark } from './state-mark.tsx';
import './rows.css';
import './tree.css';

export interface TreeNode {
  key: string;
  name: string;
  /** One quiet line: what it is and how big. */
  note: string;
  icon: IconName;
  marks: readonly Mark[];
  children: readonly TreeNode[];
}

interface TreeProps {
  label: string;
  nodes: readonly TreeNode[];
  selected: string | null;
  onSelect: (key: string) => void;
  /** Enter, or a tap: to what is known of it. */
  onOpen: (key: string) => void;
  /** Keys of the nodes that are open at first, the ways to the selected one excepted. */
  initiallyOpen: readonly string[];
}

export function Tree({ label, nodes, selected, onSelect, onOpen, initiallyOpen }: TreeProps) {
  const [open, setOpen] = useState<ReadonlySet<Key>>(
    () => new Set([...initiallyOpen, ...findWay(nodes, selected)]),
  );
  return (
    <AriaTree
      className="rows tree"
      aria-label={label}
      items={nodes}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={selected === null ? [] : [selected]}
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : keys;
        if (key !== undefined) onSelect(String(key));
      }}
      onAction={(key) => {
        onOpen(String(key));
      }}
      expandedKeys={open}
      onExpandedChange={setOpen}
    >
      {renderNode}
    </AriaTree>
  );
}

function renderNode(node: TreeNode) {
  const spoken = [node.name, ...node.marks.map(({ word }) => word), node.note].join(', ');
  return (
    <TreeItem id={node.key} textValue={spoken} className="row-item tree-item">
      <TreeItemContent>
        {({ hasChildItems, level }) => (
          <div className="tree-cell" data-depth={Math.min(level, 6)}>
            {hasChildItems ? (
              <Button slot="chevron" className="tree-chevron">
                <Icon name="down" />
              </Button>
            ) : (
              <span className="tree-chevron" />
            )}
            <Icon name={node.icon} />
            <RowText name={node.name} marks={node.marks} note={node.note} />
          </div>
        )}
      </TreeItemContent>
      <Collection items={node.children}>{renderNode}</Collection>
    </TreeItem>
  );
}

/** The keys of the nodes above the one with `key`, none when it is not there. */
function findWay(nodes: readonly TreeNode[], key: string | null): string[] {
  for (const node of nodes) {
    const holds = (children: readonly TreeNode[]): boolean =>
      children.some((child) => child.key === key || holds(child.children));
    if (holds(node.children)) return [node.key, ...findWay(node.children, key)];
  }
  return [];
}
