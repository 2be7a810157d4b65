import { availableParallelism } from 'node:os';

/** Does `work` for each of `items`, as many at once as there are processors, in their order. */
export async function forEachInLanes<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  // All lanes take from one iterator, so that a generator is asked for one item at a time.
  const rest = items[Symbol.iterator]();
  const runLane = async (): Promise<void> => {
    for (let next = rest.next(); next.done !== true; next = rest.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, runLane));
}
