import { replicationSlot } from './replicationSlot';

describe('replicationSlot', () => {
  it('differs for long server IDs that differ only in the last character', () => {
    const id = `ap-southeast-2.000000000000.tapstack-${'a'.repeat(20)}-replica`;
    const [first, second] = [`${id}-1`, `${id}-2`].map(replicationSlot);
    expect(first).not.toBe(second);
    expect(first).toMatch(/^[a-z0-9_]{1,63}$/);
    expect(replicationSlot(`${id}-1`)).toBe(first);
  });
});
