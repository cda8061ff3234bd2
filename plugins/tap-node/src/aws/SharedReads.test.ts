import { SharedReads } from './SharedReads';

describe('SharedReads', () => {
  let now = 0;
  beforeEach(() => {
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('shares a result for a while, by name', async () => {
    const shared = new SharedReads(1_000);
    const read = jest.fn(async () => `read at ${now}`);
    now = 5_000;
    await expect(shared.read('zones', read)).resolves.toBe('read at 5000');
    now = 5_999;
    await expect(shared.read('zones', read)).resolves.toBe('read at 5000');
    await expect(shared.read('vpcs', read)).resolves.toBe('read at 5999');
    now = 6_000;
    await expect(shared.read('zones', read)).resolves.toBe('read at 6000');
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('never shares with a duration of 0', async () => {
    const shared = new SharedReads(0);
    const read = jest.fn(async () => 'zones');
    await shared.read('zones', read);
    await shared.read('zones', read);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('lets all callers during a read share the next one, which starts after they asked', async () => {
    const shared = new SharedReads(0);
    const ends: Array<() => void> = [];
    let reads = 0;
    const read = async () => {
      reads += 1;
      const result = `read ${reads}`;
      await new Promise<void>(resolve => ends.push(resolve));
      return result;
    };
    const first = shared.read('vpcs', read);
    const others = [shared.read('vpcs', read), shared.read('vpcs', read)];
    expect(reads).toBe(1);
    ends[0]();
    await expect(first).resolves.toBe('read 1');
    while (ends.length < 2) {
      await Promise.resolve();
    }
    const last = shared.read('vpcs', read);
    ends[1]();
    await expect(Promise.all(others)).resolves.toEqual(['read 2', 'read 2']);
    while (ends.length < 3) {
      await Promise.resolve();
    }
    ends[2]();
    await expect(last).resolves.toBe('read 3');
  });

  it('reads again for the callers during a read that fails', async () => {
    const shared = new SharedReads(0);
    const failing = shared.read('vpcs', async () => {
      throw new Error('Rate exceeded');
    });
    const next = shared.read('vpcs', async () => 'vpcs');
    await expect(failing).rejects.toThrow('Rate exceeded');
    await expect(next).resolves.toBe('vpcs');
  });

  it('does not share a read that fails', async () => {
    const shared = new SharedReads(1_000);
    const fail = async () => {
      throw new Error('Rate exceeded');
    };
    await expect(shared.read('zones', fail)).rejects.toThrow('Rate exceeded');
    await expect(shared.read('zones', async () => 'zones')).resolves.toBe(
      'zones',
    );
  });
});
