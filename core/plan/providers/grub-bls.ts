/**
 * GRUB as Debian and Fedora set it up: entries in grub.cfg or in loader/entries/ (Boot Loader
 * Specification, type #1), and two variables in the environment block `grubenv`: saved_entry is the
 * default where the configuration says "saved", next_entry is used for one start and then cleared
 * by GRUB itself. The configuration is only read.
 */
import type { Grub } from '../../model/survey.ts';
import { refuse, type Draft } from '../drafts.ts';
import type { Provider, Situation } from './provider.ts';

/** What GRUB starts: the saved entry by id or by its place in the menu, else the first one. */
function findDefault({ entries, variables, readsSaved }: Grub) {
  const saved = readsSaved ? (variables['saved_entry'] ?? '') : '';
  return (
    entries.find(({ id, title }) => id === saved || title === saved) ??
    (/^\d+$/.test(saved) ? entries[Number(saved)] : undefined) ??
    entries[0]
  );
}

function draftVariable(grub: Grub, name: 'saved_entry' | 'next_entry', entry: Grub['entries'][0]) {
  const current = grub.variables[name] ?? null;
  const draft: Draft = {
    subject: entry.id,
    message: name === 'saved_entry' ? 'plan.step.set-default' : 'plan.step.set-once',
    params: { version: entry.title },
    action: { kind: 'set-grub-variable', name, to: entry.id },
    precondition: { kind: 'grub-variable-is', name, value: current },
    inverse: { kind: 'set-grub-variable', name, to: current },
  };
  return draft;
}

function planVariable(
  { survey }: Situation,
  id: string,
  name: 'saved_entry' | 'next_entry',
): ReturnType<Provider['planDefault']> {
  const { grub } = survey;
  const entry = grub?.entries.find((candidate) => candidate.id === id);
  if (!grub || !entry) return refuse('PLAN-01', { target: id });
  const isRead = name === 'saved_entry' ? grub.readsSaved : grub.readsNext;
  if (!isRead) {
    const goal = name === 'saved_entry' ? 'rollback' : 'once';
    return refuse('PLAN-07', { goal, version: entry.title });
  }
  const isMet =
    name === 'saved_entry' ? findDefault(grub) === entry : grub.variables[name] === entry.id;
  return {
    target: entry.id,
    drafts: isMet ? [] : [draftVariable(grub, name, entry)],
    warnings: [],
    choice: null,
  };
}

export const grubBls: Provider = {
  list({ survey: { grub } }) {
    if (grub === null) return [];
    const chosen = findDefault(grub);
    return grub.entries.map((entry) => ({
      id: entry.id,
      name: entry.title,
      isDefault: entry === chosen,
    }));
  },
  planDefault: (situation, id) => planVariable(situation, id, 'saved_entry'),
  planOnce: (situation, id) => planVariable(situation, id, 'next_entry'),
};
