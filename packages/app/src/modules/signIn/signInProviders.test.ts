import { signInProviders } from './signInProviders';

describe('signInProviders', () => {
  it('returns the guest and other providers', () => {
    expect(signInProviders(['guest', 'github'])).toEqual([
      'guest',
      expect.objectContaining({ id: 'github', title: 'GitHub' }),
    ]);
  });

  it('lists the known providers in the error for an unknown one', () => {
    expect(() => signInProviders(['gitub'])).toThrow(
      /providers: 'gitub' is not a known provider. Use one of guest, .*github/,
    );
  });
});
