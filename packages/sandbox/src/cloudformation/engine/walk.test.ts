import { walk } from './walk';

const graph = (edges: Record<string, string[]>) =>
  new Map(Object.entries(edges));

describe('walk', () => {
  it('visits every node once, after its dependencies', async () => {
    const order: string[] = [];
    const edges = { d: ['b', 'c'], b: ['a'], c: ['a'], a: [], e: ['unknown'] };
    const result = await walk(graph(edges), async node => {
      order.push(node);
      return true;
    });
    expect(result).toEqual({ failed: [], skipped: [] });
    expect([...order].sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(order.indexOf('d')).toBeGreaterThan(order.indexOf('b'));
    expect(order.indexOf('d')).toBeGreaterThan(order.indexOf('c'));
  });

  it('starts no visit after a failure and returns the nodes that were not visited', async () => {
    const visited: string[] = [];
    const onFailure = jest.fn();
    const result = await walk(
      graph({ a: [], b: ['a'], c: [], d: ['c'] }),
      async node => {
        visited.push(node);
        await Promise.resolve();
        return node !== 'a';
      },
      onFailure,
    );
    expect(visited).toEqual(['a', 'c']);
    expect(result).toEqual({ failed: ['a'], skipped: ['b', 'd'] });
    expect(onFailure).toHaveBeenCalledTimes(1);
  });

  it('skips only the dependents of a failed node if there is no onFailure', async () => {
    const result = await walk(
      graph({ a: [], b: ['a'], c: [], d: ['c'] }),
      async node => node !== 'a',
    );
    expect(result).toEqual({ failed: ['a'], skipped: ['b'] });
  });

  it('waits for all running visits before it rejects', async () => {
    let finished = false;
    const walking = walk(graph({ a: [], b: [] }), async node => {
      if (node === 'a') {
        throw new Error('closing');
      }
      await new Promise(resolve => setImmediate(resolve));
      finished = true;
      return true;
    });
    await expect(walking).rejects.toThrow('closing');
    expect(finished).toBe(true);
  });
});
