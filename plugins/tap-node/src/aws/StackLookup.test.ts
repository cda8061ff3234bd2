import { Stack } from '@aws-sdk/client-cloudformation';
import { RateBudget } from './RateBudget';
import { StackApi } from './StackApi';
import { StackLookup } from './StackLookup';

const arn = (name: string) => `arn:aws:cloudformation:::stack/${name}/1`;

/** An account with some stacks, in this order, whose listing has the given number of pages. */
function account(names: string[], pages: number) {
  const calls: string[] = [];
  const stack = (name: string) =>
    ({ StackName: name, StackId: arn(name) } as Stack);
  const api: Pick<StackApi, 'describe' | 'describePages'> = {
    describe: async key => {
      calls.push(key);
      if (key === 'unreadable') {
        throw new Error('no answer');
      }
      const name = names.find(n => n === key || arn(n) === key);
      return name ? stack(name) : undefined;
    },
    async *describePages() {
      const size = Math.ceil(names.length / pages);
      for (let page = 0; page < pages; page += 1) {
        calls.push('page');
        const stacks = names.slice(page * size, (page + 1) * size).map(stack);
        yield { digest: undefined, stacks };
      }
    },
  };
  const budget = new RateBudget(5);
  const lookup = new StackLookup(api as StackApi, budget);
  return { api, budget, calls, lookup };
}

describe('StackLookup', () => {
  it('finds one stack by name or ARN with one call', async () => {
    const { calls, lookup } = account(['a', 'b'], 2);
    expect((await lookup.find('a'))?.StackName).toBe('a');
    expect((await lookup.find(arn('b')))?.StackName).toBe('b');
    expect(await lookup.find('c')).toBeUndefined();
    expect(calls).toEqual(['a', arn('b'), 'c']);
  });

  it('serves many waiting lookups with one listing', async () => {
    const names = Array.from({ length: 50 }, (_, i) => `s${i}`);
    const { budget, calls, lookup } = account(names, 2);
    await Promise.all(Array.from({ length: 5 }, () => budget.take('status')));
    const found = await Promise.all(
      [...names, 'missing'].map(name => lookup.find(name)),
    );
    expect(found.map(stack => stack?.StackName)).toEqual([...names, undefined]);
    expect(calls).toEqual(['page', 'page']);
    budget.stop();
  });

  it('reads a stack once for many concurrent lookups', async () => {
    const { budget, calls, lookup } = account(['a'], 1);
    await Promise.all(Array.from({ length: 5 }, () => budget.take('status')));
    const found = await Promise.all(
      Array.from({ length: 50 }, () => lookup.find('a')),
    );
    expect(new Set(found.map(stack => stack?.StackName))).toEqual(
      new Set(['a']),
    );
    expect(calls).toEqual(['a']);
    budget.stop();
  });

  it('returns the error for each stack if the listing fails', async () => {
    const { lookup, api } = account(['a', 'b'], 1);
    api.describePages = () => {
      throw new Error('denied');
    };
    const denied = new Error('denied');
    await expect(
      lookup.findAll(['a', 'b'], { priority: 'watch' }),
    ).resolves.toEqual([denied, denied]);
  });

  it('reads a deleted stack by its ARN, because a listing does not contain it', async () => {
    const { calls, lookup } = account(['a', 'b'], 1);
    const found = await lookup.findAll([arn('a'), arn('gone')], {
      priority: 'watch',
    });
    expect(found.map(stack => stack && 'StackName' in stack)).toEqual([
      true,
      undefined,
    ]);
    expect(calls).toEqual(['page', arn('gone')]);
  });

  it('reads no more pages than it takes to find all', async () => {
    const { calls, lookup } = account(['a', 'b', 'c', 'd', 'e', 'f'], 3);
    const found = await lookup.findAll([arn('b'), 'a', 'd', 'c'], {
      priority: 'watch',
    });
    expect(found).toEqual(
      ['b', 'a', 'd', 'c'].map(name =>
        expect.objectContaining({ StackName: name }),
      ),
    );
    expect(calls).toEqual(['page', 'page']);
    expect(lookup.callsFor(9)).toBe(2);
  });

  it('still knows the number of all pages after it has read fewer', async () => {
    const { calls, lookup } = account(['a', 'b', 'c', 'd', 'e', 'f'], 3);
    await lookup.findAll(['a', 'f'], { priority: 'watch' });
    await lookup.findAll(['a', 'b', 'c', 'd'], { priority: 'watch' });
    expect(calls).toEqual(['page', 'page', 'page', 'page', 'page']);
    calls.length = 0;
    await lookup.findAll(['e', 'f'], { priority: 'watch' });
    expect(calls).toEqual(['e', 'f']);
  });

  it('reads stacks individually if a listing needs more calls', async () => {
    const { calls, lookup } = account(['a', 'b', 'c'], 3);
    await lookup.findAll(['b', 'c'], { priority: 'watch' });
    calls.length = 0;
    await lookup.findAll(['a', 'b', 'c'], { priority: 'watch' });
    expect(calls).toEqual(['a', 'b', 'c']);
  });

  it('returns the other stacks if one cannot be read', async () => {
    const { lookup } = account(['a'], 9);
    await lookup.findAll(['a', 'b'], { priority: 'watch' });
    const found = await lookup.findAll(['unreadable', 'a'], {
      priority: 'watch',
    });
    expect(found[0]).toEqual(new Error('no answer'));
    expect(found[1]).toMatchObject({ StackName: 'a' });
    await expect(lookup.find('unreadable')).rejects.toThrow('no answer');
  });
});
