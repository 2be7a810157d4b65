/**
 * An extension that fits no version, or not the one that starts next. A version of it that fits is
 * brought back from where versions are kept (`extensions.d`, what was moved aside, staging names);
 * one that fits nothing is moved aside. The right one comes first: two that are both there do no
 * harm, since the wrong one is ignored. systemd-sysext(8).
 */
import { compareVersions } from '../../compare-versions.ts';
import { stripVersion } from '../../extensions/image-name.ts';
import { matchExtension } from '../../extensions/match.ts';
import { getFamily } from '../../extensions/replacement.ts';
import type { Extension, Host, Machine } from '../../model/machine.ts';
import type { Refusal } from '../../model/plan.ts';
import type { Part, Survey } from '../../model/survey.ts';
import type { OsRelease } from '../../os-release.ts';
import { draftMove, findAsidePath, refuse, warn, type Draft, type Proposal } from '../drafts.ts';
import type { Situation } from '../providers/provider.ts';
import { baseName, directoryOf } from '../staging.ts';

const nameOf = (path: string) => baseName(path).replace(/(\.(sysext|confext))?\.raw$/, '');
/** The path in the system's tree; of a volume that is its /var, the label in front is left out. */
const toPath = (shownPath: string) =>
  shownPath
    .replace(/^[^/]*:/, '')
    .replace(/^\/+/, '')
    .replace(/^lib\//, 'var/lib/');

const toRelease = (host: Host): OsRelease =>
  Object.fromEntries(
    Object.entries({
      ID: host.id,
      ID_LIKE: host.idLike.join(' '),
      VERSION_ID: host.versionId,
      SYSEXT_LEVEL: host.sysextLevel,
      CONFEXT_LEVEL: host.confextLevel,
    }).filter((field): field is [string, string] => field[1] !== null),
  );

/** Whether a part that is kept somewhere would apply on the system that starts next. */
function fits(part: Part, kind: Extension['kind'], machine: Machine): boolean {
  const base = {
    release: toRelease(machine.host),
    architecture: machine.host.architecture,
    scope: 'system',
  } as const;
  const name = nameOf(part.finalPath);
  const rest = { format: 'unknown', carriesOsRelease: false, verity: null, signed: null } as const;
  const facts = { ...rest, name, kind, path: part.path, release: part.release, releaseName: null };
  const isWhole = part.isWhole !== false;
  return isWhole && matchExtension({ ...facts, isReadable: true }, base) === 'matches';
}

/** The best version that fits: one that is kept, newest name first. */
function findReplacement({ machine, survey }: Situation, unfit: Extension): Part | undefined {
  const directory = directoryOf(toPath(unfit.path));
  return (
    survey.parts
      .filter((part) => part.kind === 'extension' && part.place === 'system')
      .filter((part) => part.path !== toPath(unfit.path))
      // What is staged comes to its own name by a move; what is kept elsewhere, by a link.
      .filter(({ path, finalPath }) => path === finalPath || directoryOf(path) === directory)
      .filter(({ isPlaceTaken, finalPath }) => !isPlaceTaken || finalPath === toPath(unfit.path))
      .filter((part) => getFamily(nameOf(part.finalPath)) === getFamily(unfit.name))
      .filter((part) => fits(part, unfit.kind, machine))
      .sort((a, b) => compareVersions(b.path, a.path))[0]
  );
}

/**
 * What a link in `directory` says to lead to `path`. Only as many steps up as are needed: on a volume
 * that is the system's /var the link has to lead there as well.
 */
function relativeTo(directory: string, path: string): string {
  const [from, to] = [directory.split('/'), path.split('/')];
  const shared = from.findIndex((name, i) => name !== to[i]);
  const up = shared < 0 ? 0 : from.length - shared;
  return [...Array.from({ length: up }, () => '..'), ...to.slice(from.length - up)].join('/');
}

function draftLink(
  { links }: Survey,
  path: string,
  to: string,
  rest: Pick<Draft, 'subject' | 'message' | 'params'>,
): Draft {
  const current = links.find((link) => link.path === path)?.to ?? null;
  return {
    ...rest,
    action: { kind: 'set-link', place: 'system', path, to },
    precondition: { kind: 'link-is', place: 'system', path, value: current },
    inverse: { kind: 'set-link', place: 'system', path, to: current },
  };
}

/** Makes the replacement one that is merged: a link to where it is kept, or a move to its name. */
function draftReplacement(survey: Survey, unfit: Extension, part: Part): Draft | null {
  const rest = {
    subject: unfit.name,
    message: 'plan.step.bring-extension',
    params: { name: nameOf(part.finalPath) },
  } as const;
  const directory = directoryOf(toPath(unfit.path));
  if (part.path !== part.finalPath) return draftMove(part, part.finalPath, rest);
  if (directoryOf(part.path) === directory) return null;
  // A link gives its own name to what it leads to, which has to answer to it.
  const isLink = survey.links.some(({ path }) => path === toPath(unfit.path));
  const isSameName = stripVersion(nameOf(part.path)) === stripVersion(unfit.name);
  const path = isLink && isSameName ? toPath(unfit.path) : `${directory}/${baseName(part.path)}`;
  const to = relativeTo(directory, part.path);
  const isDone = survey.links.some((link) => link.path === path && link.to === to);
  return isDone ? null : draftLink(survey, path, to, rest);
}

const isUnfit = ({ matches, fitsVersions }: Extension) => !matches && fitsVersions.length === 0;
/** What would be taken in hand without being named. */
const isWrong = (extension: Extension) => isUnfit(extension) || extension.replacement !== undefined;
/** Only what lies in the system's own tree can be moved; the rest is only judged. */
const isMovable = ({ path }: Extension) =>
  /^(var\/lib|etc)\/(extensions|confexts)\/[^/]+$/.test(toPath(path));

/** Replaces an extension that does not fit, or moves it aside. Without a target: the first one. */
export function planExtension(situation: Situation, wanted: string | null): Proposal | Refusal {
  // A plan that found nothing to do names nothing, and must mean the same when it is made again.
  const target = wanted === '' ? null : wanted;
  const { machine, survey } = situation;
  const named = machine.extensions.filter(({ name }) => name === target);
  const unfit =
    target === null
      ? machine.extensions.find((extension) => isWrong(extension) && isMovable(extension))
      : named.find(({ matches }) => !matches);
  const done: Proposal = { target: target ?? '', drafts: [], warnings: [], choice: null };
  if (!unfit) {
    const wasMoved = survey.aside.some(({ path }) => target !== null && nameOf(path) === target);
    return target === null || named.length > 0 || wasMoved
      ? done
      : refuse('PLAN-05', { goal: 'extension', target });
  }
  return planReplacement(situation, unfit);
}

function planReplacement(situation: Situation, unfit: Extension): Proposal | Refusal {
  const { survey } = situation;
  const own = toPath(unfit.path);
  const file = survey.parts.find(({ path }) => path === own);
  const mustGo = isUnfit(unfit) && isMovable(unfit) && file !== undefined;
  // One that fits another version keeps its name; a staged one of the same name waits for it.
  const part = isMovable(unfit) ? findReplacement(situation, unfit) : undefined;
  const isBlocked = part?.finalPath === own && !mustGo;
  const replacement = part && !isBlocked ? draftReplacement(survey, unfit, part) : null;
  const isPointedElsewhere =
    replacement?.action.kind === 'set-link' && replacement.action.path === own;
  const aside = mustGo && !isPointedElsewhere ? draftDrop(survey, unfit, file) : null;
  if (!replacement && !aside && !part) {
    return refuse('PLAN-05', { goal: 'extension', target: unfit.name });
  }
  const drafts = part?.finalPath === own ? [aside, replacement] : [replacement, aside];
  return {
    target: unfit.name,
    drafts: drafts.filter((draft) => draft !== null),
    warnings: part ? [] : [warn('plan.warning.no-replacement', { name: unfit.name })],
    choice: null,
  };
}

function draftDrop(survey: Survey, { name, path }: Extension, file: Part): Draft {
  const rest = { subject: name, message: 'plan.step.drop-extension', params: { name } } as const;
  if (survey.links.some((link) => link.path === toPath(path))) {
    const draft = draftLink(survey, toPath(path), '', rest);
    return {
      ...draft,
      action: { kind: 'set-link', place: 'system', path: toPath(path), to: null },
    };
  }
  return draftMove(file, findAsidePath(survey, file.place, file.path), rest);
}
