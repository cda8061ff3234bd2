import { Graph, reverse } from '../template/dependencyGraph';

/** How a walk ended. */
export interface WalkResult {
  /** Nodes whose visit failed, in the order of failing. */
  failed: string[];
  /** Nodes that were not visited, because of a failure. */
  skipped: string[];
}

/**
 * Visits every node after all that it waits for, as many at once as possible.
 *
 * @param graph - what each node waits for; names that are no nodes don't count
 * @param visit - resolves to false when it fails, rejects only to end the walk
 * @param onFailure - called at the first failure; after it no visit begins.
 *   Without it a failure only holds up the nodes that wait for the failed one
 */
export async function walk(
  graph: Graph,
  visit: (node: string) => Promise<boolean>,
  onFailure?: () => void,
): Promise<WalkResult> {
  const waiting = new Map(
    [...graph].map(([node, needs]) => [
      node,
      new Set(needs.filter(need => need !== node && graph.has(need))),
    ]),
  );
  const dependents = reverse(graph);
  const failed: string[] = [];
  let stopped = false;

  const run = async (node: string): Promise<void> => {
    waiting.delete(node);
    if (!(await visit(node))) {
      failed.push(node);
      if (onFailure && !stopped) {
        stopped = true;
        onFailure();
      }
      return;
    }
    const ready = (dependents.get(node) ?? []).filter(dependent => {
      const needs = waiting.get(dependent);
      needs?.delete(node);
      return needs?.size === 0;
    });
    if (!stopped) {
      await settle(ready.map(run));
    }
  };

  const roots = [...waiting].filter(([, needs]) => needs.size === 0);
  await settle(roots.map(([node]) => run(node)));
  return { failed, skipped: [...waiting.keys()] };
}

/** Waits for all, so that nothing runs on behind a rejection. */
async function settle(runs: Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(runs);
  const rejected = results.find(result => result.status === 'rejected');
  if (rejected) {
    throw rejected.reason;
  }
}
