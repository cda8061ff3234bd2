/** Number of mutating calls of a sandbox by `service:Operation`. */
export async function mutatingCalls(
  sandboxUrl: string,
): Promise<Record<string, number>> {
  const answer = await fetch(`${sandboxUrl}/_sandbox/calls`);
  const { operations } = (await answer.json()) as {
    operations: Record<string, number>;
  };
  return Object.fromEntries(
    Object.entries(operations).filter(([name]) =>
      /:(?:Create|Update|Delete|Execute|Set|Cancel)/.test(name),
    ),
  );
}
