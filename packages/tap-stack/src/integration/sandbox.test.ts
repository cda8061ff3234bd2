import { Sandbox } from '@tap/sandbox';
import { SIZES, StackRetention, synthesizeTemplate } from '..';
import {
  changesInSandbox,
  deleteFromSandbox,
  deployToSandbox,
  failuresOf,
  outputsOf,
  SANDBOX_PINS,
  updateInSandbox,
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

    const props = { ...SANDBOX_PINS, environmentSuffix: 'scenarios' };

    it.each(['micro', 'medium', 'large'] as const)(
      'and could become %s without replacing what holds data',
      async size => {
        const { templateBody } = synthesizeTemplate({
          ...props,
          size,
          actualStorageGiB: SIZES.small.storageGiB,
          databaseZonePinned: !SIZES[size].multiAz,
        });
        const changes = await changesInSandbox(
          sandbox,
          environment.stackName,
          templateBody,
        );
        const replaced = changes.filter(
          ({ Action, Replacement }) =>
            Action === 'Modify' && Replacement !== 'False',
        );

        expect(changes.map(change => change.LogicalResourceId)).toContain(
          'DatabaseInstance',
        );
        expect(replaced.map(change => change.LogicalResourceId)).toEqual([]);
      },
    );

    it('and its stack policy denies to lose the database', async () => {
      const { templateBody } = synthesizeTemplate({ ...props, size: 'small' });
      const stack = await updateInSandbox(
        sandbox,
        environment.stackName,
        templateBody.replace('"DBName":"app"', '"DBName":"other"'),
      );

      expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect((await failuresOf(sandbox, environment.stackName)).join()).toMatch(
        /DatabaseInstance: .*denied by stack policy/i,
      );
    });

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

    it('a create that fails half way: nothing, and PostgreSQL says why', async () => {
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
  });

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
