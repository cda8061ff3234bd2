/** How long something takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** The durations of several runs, one after the other, in milliseconds. */
export async function timedRuns(
  count: number,
  work: (run: number) => Promise<unknown>,
): Promise<number[]> {
  const durations: number[] = [];
  for (let run = 0; run < count; run++) {
    durations.push(await timed(() => work(run)));
  }
  return durations;
}
