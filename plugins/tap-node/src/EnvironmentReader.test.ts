import { Stack } from '@aws-sdk/client-cloudformation';
import { mockServices } from '@backstage/backend-test-utils';
import { encodeMetadata } from '@tap/plugin-tap-common';
import { EnvironmentReader } from './EnvironmentReader';
import { OperationRegistry } from './operation/OperationRegistry';
import { TargetRuntime } from './operation/TargetRuntime';

const VALUE = encodeMetadata({
  owner: 'group:default/payments',
  size: 'micro',
  retention: 'destroy',
  engineVersion: '17.9',
  backupRetentionDays: 7,
  pins: { availabilityZones: ['eu-central-1a', 'eu-central-1b'] },
});

function aStack(name: string, suffix: string): Stack {
  return {
    StackName: name,
    StackId: `arn:aws:cloudformation:eu-central-1:111122223333:stack/${name}/1`,
    StackStatus: 'CREATE_COMPLETE',
    CreationTime: new Date('2026-11-01T10:00:00Z'),
    Tags: [
      { Key: 'tap:portal', Value: 'tap' },
      { Key: 'tap:suffix', Value: suffix },
    ],
    Parameters: [{ ParameterKey: 'TapMetadata', ParameterValue: VALUE }],
  };
}

describe('EnvironmentReader', () => {
  it('lists environments, and logs once why other stacks with the prefix are not environments', async () => {
    const logger = mockServices.logger.mock();
    const stacks = [
      aStack('TapStack-eve-own', 'eve-own'),
      aStack('TapStack-Eve-Own', 'Eve-Own'),
      aStack('Unrelated', 'unrelated'),
    ];
    const runtime = {
      logger,
      stacks: {
        async *describePages() {
          yield stacks;
        },
      },
      target: {
        name: 'main',
        accountId: '111122223333',
        region: 'eu-central-1',
      },
    } as unknown as TargetRuntime;
    const reader = new EnvironmentReader(new OperationRegistry());

    await reader.list(runtime);
    const listed = await reader.list(runtime);

    expect(listed.map(({ stackName }) => stackName)).toEqual([
      'TapStack-eve-own',
    ]);
    expect(logger.info.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^Stack arn:.*TapStack-Eve-Own\/1 is not an environment of target 'main': its name is not TapStack- and a suffix of 3 to 20 characters/,
        ),
      ],
    ]);
  });
});
