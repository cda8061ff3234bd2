import { decodeMetadata, METADATA_PARAMETER } from '@tap/plugin-tap-common';
import { describedStack } from '../__testUtils__/describedStack';
import { testTarget } from '../__testUtils__/testTarget';
import { awsError } from '../__testUtils__/answeringClient';
import { mockLogger } from '../__testUtils__/mockLogger';
import { AwsAccessError } from '../aws/AwsAccessError';
import { Operation } from '../operation/Operation';
import { TargetRuntime } from '../operation/TargetRuntime';
import { createEnvironment } from './createEnvironment';

const TARGET = testTarget({ cidrPool: '10.64.0.0/12' });

const RESERVED = '10.64.16.0/20';
const OF_EARLIER_ATTEMPT = '10.64.32.0/20';

const STACK = describedStack({
  retention: 'snapshot',
  engineVersion: '17',
  pins: {
    availabilityZones: ['us-east-1a'],
    options: { vpcCidr: OF_EARLIER_ATTEMPT },
  },
});

const deny = async () => {
  throw new AwsAccessError('denied', { action: 'servicequotas:*' });
};

/** Creates an environment until the update that settles its retention, and returns the address range in that update. */
async function settledRange(create: () => Promise<string>) {
  const release = jest.fn();
  const update = jest.fn(async (_input: { Parameters: any[] }) => {
    throw new Error('The test ends here');
  });
  const runtime = {
    portal: 'tap',
    target: TARGET,
    logger: mockLogger(),
    addressRanges: { reserve: async () => ({ cidr: RESERVED, release }) },
    facts: {
      zones: async () => [{ name: 'us-east-1a', id: 'use1-az1' }],
      databaseOffers: async () => [
        { engineVersion: '17.9', zones: ['us-east-1a'] },
      ],
    },
    quotas: { share: deny, serviceQuota: deny },
    stackModule: {
      requiredZones: () => 1,
      defaultBackupRetentionDays: () => 1,
      describe: () => undefined,
      settle: (template: object) => ({ ...template, Description: 'settled' }),
    },
    synthesizer: {
      synthesize: async () => ({ templateBody: '{}', stackPolicyBody: '{}' }),
    },
    stacks: {
      create,
      describe: async () => STACK,
      events: async () => ({ StackEvents: [{ ClientRequestToken: 'token' }] }),
      template: async () => '{}',
      update,
    },
    watcher: { follow: async () => STACK },
  };
  const ref = { suffix: 'orders', target: 'sandbox' };
  await expect(
    createEnvironment(
      runtime as unknown as TargetRuntime,
      new Operation('deploy', ref, TARGET, 'token'),
      {
        suffix: 'orders',
        size: 'micro',
        retention: 'snapshot',
        engineVersion: '17',
      },
      {
        token: 'token',
        requestedBy: 'user:default/olga',
        owner: 'group:default/payments',
      },
    ),
  ).rejects.toThrow('The test ends here');
  expect(release).toHaveBeenCalledTimes(1);
  const value = update.mock.calls[0][0].Parameters.find(
    ({ ParameterKey }) => ParameterKey === METADATA_PARAMETER,
  ).ParameterValue;
  return decodeMetadata(value)?.pins.options?.vpcCidr;
}

describe('createEnvironment', () => {
  it('keeps the address range that it has reserved', async () => {
    await expect(settledRange(async () => STACK.StackId!)).resolves.toBe(
      RESERVED,
    );
  });

  it('keeps the address range of an earlier attempt, which has created the stack', async () => {
    await expect(
      settledRange(async () => {
        throw awsError('AlreadyExistsException', 'Stack exists');
      }),
    ).resolves.toBe(OF_EARLIER_ATTEMPT);
  });
});
