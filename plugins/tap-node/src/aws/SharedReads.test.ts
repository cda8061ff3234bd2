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
