import { signInProviders } from './signInProviders';

describe('signInProviders', () => {
  it('knows guests and the usual identity providers', () => {
    expect(signInProviders(['guest', 'github'])).toEqual([
      'guest',
      expect.objectContaining({ id: 'github', title: 'GitHub' }),
    ]);
  });

  it('names those that would pass for one that is not known', () => {
    expect(() => signInProviders(['gitub'])).toThrow(
      /providers: 'gitub' is not known; one of guest, .*github.* would pass/,
    );
  });
});
