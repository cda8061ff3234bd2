import { Graph, reverse } from '../template/dependencyGraph';

/** The result of a walk. */
export interface WalkResult {
  /** Nodes whose visit failed, in order of failure. */
  failed: string[];
  /** Nodes that were not visited because of a failure. */
  skipped: string[];
}

/**
 * Visits every node after its dependencies, with maximum concurrency.
 *
 * @param graph - the dependencies of each node; names that are not nodes are
 *   ignored
 * @param visit - resolves to false on failure, rejects only to abort the walk
 * @param onFailure - called at the first failure; after it no visit starts.
 *   Without it, a failure only skips the dependents of the failed node
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
      await waitForAll(ready.map(run));
    }
  };

  const roots = [...waiting].filter(([, needs]) => needs.size === 0);
  await waitForAll(roots.map(([node]) => run(node)));
  return { failed, skipped: [...waiting.keys()] };
}

/** Waits for all visits, so that none runs on after a rejection. */
async function waitForAll(runs: Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(runs);
  const rejected = results.find(result => result.status === 'rejected');
  if (rejected) {
    throw rejected.reason;
  }
}
