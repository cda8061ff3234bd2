import { FINDING_ADVICE, findingText } from './finding';
import { tapEnvironmentReleasePermission } from './permissions';
import { teardownRequestSchema } from './teardownRequest';

describe('findings', () => {
  it('state what blocks a teardown and what to do', () => {
    expect(
      findingText({
        code: 'external-subnets',
        text: 'The VPC contains subnets of others: subnet-1.',
      }),
    ).toBe('The VPC contains subnets of others: subnet-1. Delete them first.');
  });

  it('name an existing permission and existing fields', () => {
    expect(FINDING_ADVICE.retained).toContain(
      tapEnvironmentReleasePermission.name,
    );
    const fields = Object.keys(teardownRequestSchema.innerType().shape);
    for (const code of ['was-retained', 'manual-snapshots'] as const) {
      const named = /\((\w+): true\)/.exec(FINDING_ADVICE[code])?.[1];
      expect(fields).toContain(named);
    }
  });
});
