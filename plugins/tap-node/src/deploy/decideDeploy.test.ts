import { Stack } from '@aws-sdk/client-cloudformation';
import { Environment, TAGS } from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { decideDeploy, DeploySituation } from './decideDeploy';

const STACK: Stack = {
  StackId: 'stack-1',
  StackName: 'TapStack-orders',
  StackStatus: 'CREATE_COMPLETE',
  CreationTime: new Date(0),
  Tags: [
    { Key: TAGS.portal, Value: 'tap' },
    { Key: TAGS.requestedBy, Value: 'user:default/olga' },
  ],
};
const OWNER = 'group:default/payments';

function decide(
  facts: Partial<DeploySituation> & { status?: string } = {},
): string {
  const { status = 'CREATE_COMPLETE', ...situation } = facts;
  return decideDeploy({
    suffix: 'orders',
    stack: { ...STACK, StackStatus: status as Stack['StackStatus'] },
    environment: sampleEnvironment({
      owner: OWNER,
      requestedBy: 'user:default/olga',
    }),
    portal: 'tap',
    isOurOperation: false,
    isOurStep: false,
    targetName: 'main',
    options: { requestedBy: 'user:default/mia', ownershipRefs: [OWNER] },
    ...situation,
  });
}

describe('decideDeploy', () => {
  it('creates a stack if the name is available', () => {
    expect(decide({ stack: undefined, environment: undefined })).toBe('create');
  });

  it('attaches to its own operation, also if only the requester could create the stack', () => {
    const options = { requestedBy: 'user:default/mia', createOnly: true };
    expect(decide({ isOurOperation: true, options })).toBe('attach');
    expect(decide({ isOurStep: true, options })).toBe('continue');
  });

  it.each<[string, DeploySituation['options']]>([
    ['the owner', { requestedBy: OWNER }],
    ['a member of the owner', { requestedBy: 'x', ownershipRefs: [OWNER] }],
    ['the requester', { requestedBy: 'user:default/olga' }],
    ['a user who is authorized', { requestedBy: 'x', stackId: 'stack-1' }],
  ])('updates the environment of %s', (_, options) => {
    expect(decide({ options })).toBe('update');
  });

  it.each<[string, Parameters<typeof decide>[0]]>([
    ['another user', { options: { requestedBy: 'user:default/mia' } }],
    ['another portal', { portal: 'other' }],
    ['no environment', { environment: undefined as Environment | undefined }],
    [
      'a request for a new environment',
      { options: { requestedBy: 'user:default/olga', createOnly: true } },
    ],
    ['a placeholder', { status: 'REVIEW_IN_PROGRESS' }],
  ])('rejects a name that is taken: %s', (_, facts) => {
    expect(() => decide(facts)).toThrow(/^suffix: .*'orders'/);
  });

  it('rejects the update of an environment that was torn down in the meantime', () => {
    const options = { requestedBy: OWNER, stackId: 'stack-1' };
    for (const facts of [
      { stack: undefined },
      { status: 'DELETE_IN_PROGRESS' },
      { status: 'DELETE_COMPLETE' },
    ]) {
      expect(() => decide({ ...facts, options })).toThrow(
        "suffix: the environment 'orders' was torn down in the meantime. Request it again to create a new one.",
      );
    }
  });
});
