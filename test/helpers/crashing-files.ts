import { nodeFiles, type FileOperations } from '../../cli/apply/files.ts';

/** What had happened of the last operation when the power went. */
export type CrashMode = 'before' | 'torn' | 'after';

export class PowerCut extends Error {}

/**
 * File operations on a machine whose power goes at the `at`-th change, counted from zero. From then
 * on nothing works, not even reading, so no clean-up can help. `operations` counts the changes.
 */
export function createCrashingFiles(at: number, mode: CrashMode) {
  /** `writes` are the changes that can be torn. */
  const state = { operations: 0, writes: [] as number[], isDead: false };
  const die = (): never => {
    state.isDead = true;
    throw new PowerCut('the power went');
  };
  const change = async (work: () => Promise<void>, tear: () => Promise<void>) => {
    if (state.isDead) die();
    const isLast = state.operations === at;
    state.operations += 1;
    if (!isLast) return work();
    if (mode === 'after') await work();
    if (mode === 'torn') await tear();
    return die();
  };
  const nothing = () => Promise.resolve();
  const look = <T>(work: () => Promise<T>): Promise<T> => (state.isDead ? die() : work());
  const files: FileOperations = {
    makeDirectory: (path) => change(() => nodeFiles.makeDirectory(path), nothing),
    write: (path, content) => {
      state.writes.push(state.operations);
      return change(
        () => nodeFiles.write(path, content),
        () => nodeFiles.write(path, content.slice(0, content.length / 2)),
      );
    },
    // What a directory can show does not depend on it, and waiting for a real disk takes most time.
    sync: () => change(nothing, nothing),
    rename: (from, to) => change(() => nodeFiles.rename(from, to), nothing),
    makeLink: (target, path) => change(() => nodeFiles.makeLink(target, path), nothing),
    remove: (path) => change(() => nodeFiles.remove(path), nothing),
    list: (directory) => look(() => nodeFiles.list(directory)),
    read: (path) => look(() => nodeFiles.read(path)),
    readLink: (path) => look(() => nodeFiles.readLink(path)),
  };
  return { files, state };
}

/** File operations where every change fails with one error from the `at`-th change on. */
export function createFailingFiles(at: number, code: 'ENOSPC' | 'EROFS' | 'EIO'): FileOperations {
  let operations = 0;
  const change = (work: () => Promise<void>) => {
    operations += 1;
    if (operations <= at) return work();
    return Promise.reject(Object.assign(new Error(`${code}: not possible`), { code }));
  };
  return {
    ...nodeFiles,
    makeDirectory: (path) => change(() => nodeFiles.makeDirectory(path)),
    write: (path, content) => change(() => nodeFiles.write(path, content)),
    sync: (path) => change(() => nodeFiles.sync(path)),
    rename: (from, to) => change(() => nodeFiles.rename(from, to)),
    makeLink: (target, path) => change(() => nodeFiles.makeLink(target, path)),
    remove: (path) => change(() => nodeFiles.remove(path)),
  };
}
