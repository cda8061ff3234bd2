/** The dependencies of each node. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** The nodes of a cycle, in no particular order; undefined if there is none. */
export function findCycle(graph: Graph): string[] | undefined {
  const waiting = new Map(graph);
  let removed = true;
  while (removed) {
    removed = false;
    for (const [node, needs] of waiting) {
      if (!needs.some(need => waiting.has(need))) {
        waiting.delete(node);
        removed = true;
      }
    }
  }
  return waiting.size > 0 ? onlyMembers(waiting) : undefined;
}

/** The reversed graph: the dependents of each node. */
export function reverse(graph: Graph): Map<string, string[]> {
  const reversed = new Map<string, string[]>(
    [...graph.keys()].map(node => [node, []]),
  );
  for (const [node, needs] of graph) {
    needs.forEach(need => reversed.get(need)?.push(node));
  }
  return reversed;
}

/** Removes nodes that depend on the cycle without being part of it. */
function onlyMembers(waiting: Map<string, readonly string[]>): string[] {
  let removed = true;
  while (removed) {
    removed = false;
    for (const node of [...waiting.keys()]) {
      if (![...waiting.values()].some(needs => needs.includes(node))) {
        waiting.delete(node);
        removed = true;
      }
    }
  }
  return [...waiting.keys()];
}
