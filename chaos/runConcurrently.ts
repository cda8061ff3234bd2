/**
 * Does something with each of many items, so many at a time, in their order.
 *
 * @throws what `work` throws first
 */
export async function runConcurrently<T>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await work(next);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
