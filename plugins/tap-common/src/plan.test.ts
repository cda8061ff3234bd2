import { quotaUseSchema } from './plan';

describe('quotaUseSchema', () => {
  const use = { what: 'elastic IP addresses', limit: 5, used: 5, needed: 1 };

  it('keeps what a plan says of a quota', () => {
    expect(quotaUseSchema.parse(use)).toEqual(use);
  });

  it.each(Object.keys(use))('requires %s', field => {
    const { error } = quotaUseSchema.safeParse({ ...use, [field]: undefined });
    expect(error?.issues.map(({ path }) => path)).toEqual([[field]]);
  });
});
