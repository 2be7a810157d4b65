/**
 * Whether an action is one that a plan may hold at all. Records lie on the ESP, which anybody with
 * the disk in hand can write, and undoing takes its steps from them; so an action is judged by
 * itself: it stays in the few directories that upgrades use, keeps an entry's identity, and names
 * nothing of Lifeboat's own.
 */
import { parseEntryName } from '../boot/counter.ts';
import type { Action, Place } from '../model/action.ts';
import { isLifeboat } from './boot-state.ts';
import { findFatNameFault } from './fat-names.ts';
import { baseName, directoryOf, getAsideDirectory, parseStagedName } from './staging.ts';

const bootDirectories =
  /^(EFI\/Linux|EFI\/Linux\/[^/]+\.extra\.d|loader\/(entries|extensions|credentials))$/i;
const systemDirectories =
  /^(var\/lib|etc)\/(extensions|confexts)(\.d)?$|^opt\/extensions\/[^/]+$|^var\/lib\/(images|machines|portables)$/;
const maxValueLength = 255;

/** A relative path of plain names: nothing goes up, and nothing is hidden in a control character. */
const isPlainPath = (path: string) =>
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  !/[\u0000-\u001f\u007f]/.test(path) &&
  path.split('/').every((name) => name !== '' && name !== '.' && name !== '..');

function isKnownPlace(place: Place, path: string): boolean {
  const directory = directoryOf(path);
  if (!isPlainPath(path)) return false;
  if (place === 'system') {
    return systemDirectories.test(directory) || directory === getAsideDirectory(place);
  }
  return (
    findFatNameFault(baseName(path)) === null &&
    (bootDirectories.test(directory) || directory === getAsideDirectory(place))
  );
}

const isOurs = (path: string) =>
  isLifeboat({
    id: (parseStagedName(baseName(path)) ?? baseName(path)).replace(/^\.+/, ''),
    sortKey: null,
  });

const isSameIdentity = (a: string, b: string) =>
  parseEntryName(baseName(a)).id === parseEntryName(baseName(b)).id;

/** A file goes to its own name from a staging one, aside, or back. */
function isKnownMove(place: Place, from: string, to: string): boolean {
  const aside = getAsideDirectory(place);
  const inAside = [from, to].filter((path) => directoryOf(path) === aside);
  if (inAside.length === 1) {
    const [kept = ''] = inAside;
    const other = kept === from ? to : from;
    return baseName(kept).startsWith(baseName(other));
  }
  if (inAside.length === 2 || directoryOf(from) !== directoryOf(to)) return false;
  const final = parseStagedName(baseName(from)) ?? parseStagedName(baseName(to));
  const other = parseStagedName(baseName(from)) === null ? from : to;
  return final !== null && isSameIdentity(final, other);
}

const isPlainValue = (value: string | null) =>
  value === null ||
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  (value.length <= maxValueLength && !/[\u0000-\u001f\u007f]/.test(value));

const isKnownTarget = (to: string | null) =>
  to === null ||
  (isPlainValue(to) &&
    /^(\/|(\.\.\/)+)?((var\/lib|etc)\/)?((extensions|confexts)(\.d)?|opt\/extensions\/[^/]+)\/[^/]+$/.test(
      to,
    ));

/** Whether the action stays within what Lifeboat's own plans do. */
export function isSafeAction(action: Action): boolean {
  switch (action.kind) {
    case 'set-loader-default':
    case 'set-efi-default':
    case 'set-efi-once':
    case 'set-grub-variable':
      return isPlainValue(action.to);
    case 'set-default-subvolume':
      return /^\d{1,19}$/.test(action.to);
    case 'rename-entry':
      return (
        action.place !== 'system' &&
        [action.from, action.to].every((path) => isKnownPlace(action.place, path)) &&
        directoryOf(action.from) === directoryOf(action.to) &&
        isSameIdentity(action.from, action.to) &&
        !isOurs(action.from)
      );
    case 'move-file':
      return (
        [action.from, action.to].every(
          (path) => isKnownPlace(action.place, path) && !isOurs(path),
        ) && isKnownMove(action.place, action.from, action.to)
      );
    case 'set-link':
      return (
        action.place === 'system' && isKnownPlace('system', action.path) && isKnownTarget(action.to)
      );
    case 'verify-image':
      return /^[0-9a-f]{64,128}$/i.test(action.rootHash);
  }
}
