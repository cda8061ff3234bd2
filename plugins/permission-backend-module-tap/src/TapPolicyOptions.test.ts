import { mockServices } from '@backstage/backend-test-utils';
import { readTapPolicyOptions } from './TapPolicyOptions';

describe('readTapPolicyOptions', () => {
  const read = (data: object) =>
    readTapPolicyOptions(mockServices.rootConfig({ data: data as any }));

  it('has no administrators and limits creation by default', () => {
    expect(read({})).toEqual({ admins: [] });
    expect(
      read({
        tap: {
          admins: ['group:default/platform'],
          permissions: { createForOthers: true },
        },
      }),
    ).toEqual({ admins: ['group:default/platform'], createForOthers: true });
  });
});
