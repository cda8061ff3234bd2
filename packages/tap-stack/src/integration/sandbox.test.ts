import { Sandbox } from '@tap/sandbox';
import {
  ENGINE_MAJOR_VERSIONS,
  RETENTION_NAMES,
  StackRetention,
  TapStackProps,
} from '..';
import {
  deleteFromSandbox,
  deployToSandbox,
  failuresOf,
  outputsOf,
  SANDBOX_PINS,
} from '../__testUtils__/deployToSandbox';
import { describeScenarios } from '../__testUtils__/describeScenarios';
import { EnvironmentUnderTest } from '../__testUtils__/EnvironmentUnderTest';

jest.setTimeout(180_000);

/**
 * What AWS keeps that is not a resource, and what existed in the account
 * before.
 */
const NOT_OF_STACKS = ['AWS::Logs::LogGroup/RDSOSMetrics'];

describe('an environment in the sandbox', () => {
  let sandbox: Sandbox;
  const before = { ...process.env };

  beforeAll(async () => {
    sandbox = await Sandbox.start({ speed: 2_000 });
    process.env.AWS_ACCESS_KEY_ID = SANDBOX_PINS.env.account;
    process.env.AWS_SECRET_ACCESS_KEY = 'sandbox';
  });
  afterAll(async () => {
    process.env = before;
    await sandbox.close();
  });

  /** What remains in the account, as `type/name`. */
  const left = () =>
    Object.entries(sandbox.state().objects)
      .flatMap(([scope, names]) =>
        names.map(name => `${scope.split('/').slice(2).join('/')}/${name}`),
      )
      .filter(name => !NOT_OF_STACKS.includes(name));

  describe('passes the scenarios', () => {
    let environment: EnvironmentUnderTest;

    beforeAll(async () => {
      const stack = await deployToSandbox(sandbox, {
        environmentSuffix: 'scenarios',
        size: 'small',
      });
      const outputs = outputsOf(stack);
      environment = {
        stackName: stack.StackId!,
        region: outputs.Region,
        endpoint: sandbox.url,
        outputs,
        reach: async database => {
          const name = database === 'primary' ? 'Database' : 'ReadReplica1';
          return {
            host: outputs[`${name}Endpoint`],
            port: Number(outputs[`${name}Port`]),
          };
        },
        close: async () => undefined,
      };
    });

    describeScenarios(() => environment);

    afterAll(() => deleteFromSandbox(sandbox, environment.stackName));
  });

  describe('keeps what its retention specifies', () => {
    const createAndDelete = async (retention: StackRetention) => {
      const earlier = left();
      const created = await deployToSandbox(sandbox, {
        environmentSuffix: `keep-${retention}`,
        size: 'micro',
        retention,
      });
      expect(created.StackStatus).toBe('CREATE_COMPLETE');
      const deleted = await deleteFromSandbox(sandbox, created.StackId!);
      expect(deleted.StackStatus).toBe('DELETE_COMPLETE');
      return left().filter(name => !earlier.includes(name));
    };
    const types = (names: string[]) => [
      ...new Set(names.map(name => name.slice(0, name.lastIndexOf('/')))),
    ];

    it('destroy: only the key in its waiting period', async () => {
      const remaining = await createAndDelete('destroy');

      expect(types(remaining)).toEqual(['kms-key-pending-deletion']);
      expect(remaining).toHaveLength(1);
    });

    it('snapshot: one final snapshot and its key', async () => {
      const remaining = await createAndDelete('snapshot');

      expect(types(remaining).sort()).toEqual(['AWS::KMS::Key', 'db-snapshot']);
      expect(remaining).toHaveLength(2);
    });

    it('retain: the database and its dependencies', async () => {
      const remaining = types(await createAndDelete('retain'));

      expect(remaining).toEqual(
        expect.arrayContaining([
          'AWS::RDS::DBInstance',
          'AWS::RDS::DBParameterGroup',
          'AWS::RDS::DBSubnetGroup',
          'AWS::KMS::Key',
          'AWS::S3::Bucket',
          'AWS::SecretsManager::Secret',
          'AWS::EC2::VPC',
          'AWS::EC2::Subnet',
          'AWS::EC2::SecurityGroup',
          'AWS::IAM::Role',
          'AWS::Logs::LogGroup',
        ]),
      );
      for (const gone of [
        'AWS::EC2::Instance',
        'AWS::EC2::NatGateway',
        'AWS::EC2::EIP',
        'AWS::Lambda::Function',
        'AWS::CloudWatch::Alarm',
      ]) {
        expect(remaining).not.toContain(gone);
      }
    });

    it('a failed start of the database leaves nothing behind and reports the message of PostgreSQL', async () => {
      const earlier = left();
      const stack = await deployToSandbox(sandbox, {
        environmentSuffix: 'half-way',
        size: 'micro',
        retention: 'retain',
        databaseParameters: { timezone: 'Nowhere/Land' },
      });

      expect(stack.StackStatus).toBe('DELETE_COMPLETE');
      expect((await failuresOf(sandbox, stack.StackId!)).join()).toMatch(
        /DatabaseInstance: .*TimeZone/,
      );
      expect(types(left().filter(name => !earlier.includes(name)))).toEqual([
        'kms-key-pending-deletion',
      ]);
    });

    /**
     * Types of the resources that remain after a creation whose last alarm
     * fails.
     */
    const failLate = async (
      environmentSuffix: string,
      props: Pick<TapStackProps, 'retention' | 'isSettled'>,
    ): Promise<string[]> => {
      const earlier = left();
      const fault = sandbox.faults.add({
        kind: 'failResource',
        logicalId: 'DatabaseAlarmCpu',
        action: 'create',
        reason: 'there are too many alarms',
      });
      const stack = await deployToSandbox(sandbox, {
        environmentSuffix,
        size: 'micro',
        ...props,
      });
      sandbox.faults.remove(fault);

      expect(stack.StackStatus).toBe('DELETE_COMPLETE');
      expect(await failuresOf(sandbox, stack.StackId!)).toContainEqual(
        expect.stringMatching(/^DatabaseAlarmCpu: .*too many alarms/),
      );
      return types(left().filter(name => !earlier.includes(name))).sort();
    };

    it.each(process.env.TAP_VERIFY ? RETENTION_NAMES : (['retain'] as const))(
      'a creation that fails after its database was created leaves nothing behind, with retention %s',
      async retention => {
        expect(
          await failLate(`late-${retention}`, {
            retention,
            isSettled: false,
          }),
        ).toEqual(['kms-key-pending-deletion']);
      },
    );

    it('the same with a final snapshot from the start leaves an unreadable snapshot behind', async () => {
      expect(await failLate('too-early', { retention: 'snapshot' })).toEqual([
        'db-snapshot',
        'kms-key-pending-deletion',
      ]);
    });
  });

  // The stack is created with the default version in the other tests.
  it.each(
    process.env.TAP_VERIFY
      ? ENGINE_MAJOR_VERSIONS
      : ENGINE_MAJOR_VERSIONS.slice(-1),
  )(
    'is created with PostgreSQL %s: the family accepts each parameter',
    async engineVersion => {
      const stack = await deployToSandbox(sandbox, {
        environmentSuffix: `major-${engineVersion}`,
        size: 'micro',
        engineVersion,
      });

      expect(await failuresOf(sandbox, stack.StackId!)).toEqual([]);
      expect(stack.StackStatus).toBe('CREATE_COMPLETE');
      await deleteFromSandbox(sandbox, stack.StackId!);
    },
  );

  it('can be recreated with the same suffix right after its teardown, with another environment in the account', async () => {
    const deploy = (environmentSuffix: string) =>
      deployToSandbox(sandbox, { environmentSuffix, size: 'micro' });
    const first = await deploy('again');
    await deleteFromSandbox(sandbox, first.StackId!);
    const [again, other] = await Promise.all([
      deploy('again'),
      deploy('other'),
    ]);

    expect([again.StackStatus, other.StackStatus]).toEqual([
      'CREATE_COMPLETE',
      'CREATE_COMPLETE',
    ]);
  });
});
