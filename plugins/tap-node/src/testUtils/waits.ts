const INTERVAL_MS = 50;
const MOST_ATTEMPTS = 1_200;

/**
 * Waits until something is so, for as long as the test may run.
 *
 * @public
 */
export async function until(
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  while (!(await condition())) {
    await pause();
  }
}

/**
 * Tries until there is a result, for at least a minute.
 *
 * @returns the result
 * @throws the error of the last attempt
 * @public
 */
export async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (let attempts = 1; attempts < MOST_ATTEMPTS; attempts += 1) {
    try {
      return await attempt();
    } catch {
      await pause();
    }
  }
  return attempt();
}

function pause(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, INTERVAL_MS));
}
