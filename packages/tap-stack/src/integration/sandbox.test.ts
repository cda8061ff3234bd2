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

/** What AWS keeps that is not a resource, and what the account had before. */
const NOT_OF_STACKS = ['AWS::Logs::LogGroup/RDSOSMetrics'];

describe('an environment in the sandbox', () => {
  let sandbox: Sandbox;
  const before = { ...process.env };

  beforeAll(async () => {
    sandbox = await Sandbox.start({ speed: 600 });
    process.env.AWS_ACCESS_KEY_ID = SANDBOX_PINS.env.account;
    process.env.AWS_SECRET_ACCESS_KEY = 'sandbox';
  });
  afterAll(async () => {
    process.env = before;
    await sandbox.close();
  });

  /** What is left of the account, as `type/name`. */
  const left = () =>
    Object.entries(sandbox.state().objects)
      .flatMap(([scope, names]) =>
        names.map(name => `${scope.split('/').slice(2).join('/')}/${name}`),
      )
      .filter(name => !NOT_OF_STACKS.includes(name));

  describe('does what the scenarios say', () => {
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

  describe('leaves behind what its retention says', () => {
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

    it('destroy: nothing but the waiting period of the key', async () => {
      const remaining = await createAndDelete('destroy');

      expect(types(remaining)).toEqual(['kms-key-pending-deletion']);
      expect(remaining).toHaveLength(1);
    });

    it('snapshot: one final snapshot, and the key that reads it', async () => {
      const remaining = await createAndDelete('snapshot');

      expect(types(remaining).sort()).toEqual(['AWS::KMS::Key', 'db-snapshot']);
      expect(remaining).toHaveLength(2);
    });

    it('retain: the database and all it stands on', async () => {
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

    it('a create whose database does not start: nothing, and PostgreSQL says why', async () => {
      const earlier = left();
      const stack = await deployToSandbox(sandbox, {
        environmentSuffix: 'half-way',
        size: 'micro',
        retention: 'retain',
        databaseParameters: { work_mem: '1' },
      });

      expect(stack.StackStatus).toBe('DELETE_COMPLETE');
      expect((await failuresOf(sandbox, stack.StackId!)).join()).toMatch(
        /DatabaseInstance: .*work_mem/,
      );
      expect(types(left().filter(name => !earlier.includes(name)))).toEqual([
        'kms-key-pending-deletion',
      ]);
    });

    /** Types of what is left by a create whose last alarm cannot be made. */
    const failLate = async (
      environmentSuffix: string,
      props: Pick<TapStackProps, 'retention' | 'finalSnapshot'>,
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

    it.each(RETENTION_NAMES)(
      'a create that fails after its database is up, with retention %s: nothing',
      async retention => {
        expect(
          await failLate(`late-${retention}`, {
            retention,
            finalSnapshot: false,
          }),
        ).toEqual(['kms-key-pending-deletion']);
      },
    );

    it('the same with its final snapshot on from the start: a snapshot that nobody can read', async () => {
      expect(await failLate('too-early', { retention: 'snapshot' })).toEqual([
        'db-snapshot',
        'kms-key-pending-deletion',
      ]);
    });
  });

  it.each(ENGINE_MAJOR_VERSIONS)(
    'is created with PostgreSQL %s: RDS accepts each parameter in this family',
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

  it('comes back under the same suffix right after its teardown, beside another', async () => {
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
