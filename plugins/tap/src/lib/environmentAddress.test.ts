import { readAddress, writeAddress } from './environmentAddress';

const first = readAddress(new URLSearchParams());

describe('the page of the list in the address', () => {
  it('is the first one with the newest environments without parameters', () => {
    expect(first).toMatchObject({
      limit: 20,
      offset: 0,
      orderField: { field: 'createdAt', order: 'desc' },
    });
    expect(writeAddress(first, new URLSearchParams()).toString()).toBe('');
  });

  it('is read as it was written, and keeps other parameters', () => {
    const address = {
      name: 'orders',
      mine: true,
      owner: 'group:default/payments',
      target: 'sandbox',
      size: 'small',
      status: 'available' as const,
      expiring: true,
      limit: 50,
      offset: 100,
      orderField: { field: 'price', order: 'asc' } as const,
    };
    const written = writeAddress(address, new URLSearchParams('tab=x'));
    expect(written.get('tab')).toBe('x');
    expect(readAddress(written)).toEqual(address);
    expect(writeAddress(first, written).toString()).toBe('tab=x');
  });

  it.each(['limit=0', 'limit=1000', 'offset=-1', 'orderField=password'])(
    'is the default one for %s',
    text => {
      expect(readAddress(new URLSearchParams(text))).toEqual(first);
    },
  );
});
