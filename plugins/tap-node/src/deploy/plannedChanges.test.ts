import {
  Change,
  EvaluationType,
  RequiresRecreation,
  ResourceChange,
} from '@aws-sdk/client-cloudformation';
import { rejectedChanges } from './rejectedChanges';
import { plannedChanges } from './plannedChanges';

function change(
  logicalId: string,
  type: string,
  more: Partial<ResourceChange>,
  ...causes: string[]
): Change {
  return {
    Type: 'Resource',
    ResourceChange: {
      Action: 'Modify',
      LogicalResourceId: logicalId,
      ResourceType: type,
      Details: causes.map(Name => ({
        Target: { Attribute: 'Properties', Name },
      })),
      ...more,
    },
  };
}

const FACTS = { dataHolders: ['Bucket', 'Database', 'Key'] };

describe('plannedChanges', () => {
  it('lists data losses first, then restarts, then other changes', () => {
    const changes = plannedChanges(
      [
        change('Alarm', 'AWS::CloudWatch::Alarm', { Action: 'Add' }),
        change('Database', 'AWS::RDS::DBInstance', {}, 'DBInstanceClass'),
        change('Key', 'AWS::KMS::Key', { Action: 'Remove' }),
        change(
          'Bucket',
          'AWS::S3::Bucket',
          { Replacement: 'True' },
          'BucketName',
        ),
      ],
      FACTS,
    );
    expect(changes).toEqual([
      expect.objectContaining({
        logicalId: 'Bucket',
        action: 'replace',
        effect: 'data-loss',
        causes: ['BucketName'],
      }),
      expect.objectContaining({
        logicalId: 'Key',
        action: 'remove',
        effect: 'data-loss',
      }),
      expect.objectContaining({
        logicalId: 'Database',
        action: 'modify',
        effect: 'restart',
        causes: ['DBInstanceClass'],
      }),
      expect.objectContaining({
        logicalId: 'Alarm',
        action: 'add',
        effect: 'none',
      }),
    ]);
  });

  it('reports a loss of data only for what holds data, whatever its type', () => {
    const removed = (logicalId: string, type: string) =>
      change(logicalId, type, { Action: 'Remove' });
    const effects = plannedChanges(
      [
        removed('Copy', 'AWS::RDS::DBInstance'),
        removed('Database', 'AWS::RDS::DBInstance'),
        removed('Queue', 'AWS::SQS::Queue'),
      ],
      { dataHolders: ['Database', 'Queue'] },
    ).map(({ logicalId, effect }) => [logicalId, effect]);
    expect(effects).toEqual([
      ['Database', 'data-loss'],
      ['Queue', 'data-loss'],
      ['Copy', 'none'],
    ]);
  });

  it('calls a larger disk no restart, and a new bastion one', () => {
    const [bastion, database] = plannedChanges(
      [
        change('Database', 'AWS::RDS::DBInstance', {}, 'AllocatedStorage'),
        change('Bastion', 'AWS::EC2::Instance', { Replacement: 'True' }),
      ],
      FACTS,
    );
    expect(bastion).toMatchObject({ logicalId: 'Bastion', effect: 'restart' });
    expect(database).toMatchObject({ logicalId: 'Database', effect: 'none' });
  });

  it('calls it no restart if a template no longer sets a property', () => {
    const removes = (AttributeChangeType: 'Modify' | 'Remove') =>
      plannedChanges(
        [
          change('Database', 'AWS::RDS::DBInstance', {
            Details: [
              {
                Target: {
                  Attribute: 'Properties',
                  Name: 'DBParameterGroupName',
                  AttributeChangeType,
                },
              },
            ],
          }),
        ],
        FACTS,
      );
    expect(removes('Remove')).toMatchObject([
      { effect: 'none', causes: ['DBParameterGroupName'] },
    ]);
    expect(removes('Modify')).toMatchObject([{ effect: 'restart' }]);
  });

  it('marks what CloudFormation has not decided, for data holders with what stops it', () => {
    const [database, undecided] = plannedChanges(
      [
        change('Function', 'AWS::Lambda::Function', {
          Replacement: 'Conditional',
        }),
        change('Database', 'AWS::RDS::DBInstance', {}, 'MultiAZ'),
      ],
      FACTS,
    );
    expect(undecided).toMatchObject({
      action: 'may-replace',
      effect: 'none',
      detail:
        'CloudFormation decides during the update whether it replaces the resource',
    });
    expect(database).toMatchObject({
      logicalId: 'Database',
      action: 'may-replace',
      effect: 'none',
      detail: expect.stringMatching(
        /If it does, the stack policy stops the update$/,
      ),
    });
  });

  it.each([
    ['AWS::IAM::Role', 'Path', 'replace'],
    ['AWS::EC2::Instance', 'UserData', 'may-replace'],
    ['AWS::IAM::Role', 'Description', 'modify'],
    ['AWS::Acme::Thing', 'Path', 'modify'],
  ])(
    'takes the answer of AWS schemas where CloudFormation reports no replacement: %s %s',
    (type, property, action) => {
      expect(
        plannedChanges(
          [change('It', type, { Replacement: 'False' }, property)],
          FACTS,
        ),
      ).toMatchObject([{ action, causes: [property] }]);
    },
  );

  describe('of a conditional property with known values', () => {
    const context = (properties: object) =>
      JSON.stringify({ Properties: properties });
    const conditional = (
      before: object,
      after: object,
      details: Array<[name: string, recreation: RequiresRecreation]>,
      evaluation: EvaluationType = 'Static',
    ) =>
      plannedChanges(
        [
          change('Database', 'AWS::RDS::DBInstance', {
            Replacement: 'Conditional',
            BeforeContext: context(before),
            AfterContext: context(after),
            Details: details.map(([Name, recreation]) => ({
              Target: {
                Attribute: 'Properties',
                Name,
                RequiresRecreation: recreation,
              },
              Evaluation: evaluation,
            })),
          }),
        ],
        FACTS,
      )[0].action;
    const night = { PreferredMaintenanceWindow: 'sun:04:00-sun:04:30' };
    const day = { PreferredMaintenanceWindow: 'sun:12:00-sun:12:30' };
    const window = ['PreferredMaintenanceWindow', 'Conditionally'] as const;

    it('is a modification if the condition does not apply', () => {
      expect(conditional(night, day, [[...window]])).toBe('modify');
      expect(
        conditional(night, day, [
          [...window],
          ['PreferredBackupWindow', 'Never'],
        ]),
      ).toBe('modify');
      expect(
        conditional(
          { AvailabilityZone: 'us-east-1a', MultiAZ: false },
          { MultiAZ: true },
          [
            ['AvailabilityZone', 'Conditionally'],
            ['MultiAZ', 'Conditionally'],
          ],
        ),
      ).toBe('modify');
    });

    it('stays open if the condition applies, the value is not known, or CloudFormation reports another cause', () => {
      expect(
        conditional(
          { AvailabilityZone: 'us-east-1a' },
          { AvailabilityZone: 'us-east-1b' },
          [['AvailabilityZone', 'Conditionally']],
        ),
      ).toBe('may-replace');
      expect(conditional(night, day, [[...window]], 'Dynamic')).toBe(
        'may-replace',
      );
      expect(
        conditional(night, day, [[...window], ['Domain', 'Conditionally']]),
      ).toBe('may-replace');
    });
  });

  it('does not call a value that is not known yet a certain change', () => {
    const dynamic = change('Vpc', 'AWS::EC2::VPC', {
      Replacement: 'Conditional',
      Details: [
        {
          Target: { Attribute: 'Properties', Name: 'CidrBlock' },
          Evaluation: 'Dynamic',
        },
      ],
    });
    expect(plannedChanges([dynamic], FACTS)).toMatchObject([
      { action: 'may-replace', effect: 'none' },
    ]);
    expect(rejectedChanges([dynamic], FACTS)).toEqual([]);
  });
});

describe('rejectedChanges', () => {
  it.each([
    ['Vpc', 'AWS::EC2::VPC', 'CidrBlock', 'replacement', 'rejected'],
    [
      'Subnet',
      'AWS::EC2::Subnet',
      'AvailabilityZone',
      'replacement',
      'rejected',
    ],
    ['Replica', 'AWS::RDS::DBInstance', 'KmsKeyId', 'replacement', 'rejected'],
    ['Database', 'AWS::RDS::DBInstance', 'KmsKeyId', 'data-loss', 'data-loss'],
    ['Bucket', 'AWS::S3::Bucket', 'BucketName', 'data-loss', 'data-loss'],
    [
      'Database',
      'AWS::RDS::DBInstance',
      'EngineLifecycleSupport',
      'unsupported-change',
      'rejected',
    ],
  ])(
    'names resource and property of %s (%s) %s',
    (resource, type, property, code, effect) => {
      const changes = [
        change(resource, type, { Replacement: 'False' }, property, 'Tags'),
      ];
      expect(rejectedChanges(changes, FACTS)).toEqual([
        {
          code,
          resource,
          property,
          text: expect.stringContaining(`${resource} (${type})`),
        },
      ]);
      expect(plannedChanges(changes, FACTS)).toMatchObject([
        { effect, detail: 'TAP rejects an update with this change' },
      ]);
    },
  );

  it("names CloudFormation's causes where the schemas are silent", () => {
    expect(
      rejectedChanges(
        [
          change('Key', 'AWS::KMS::Key', { Replacement: 'True' }, 'KeySpec'),
          change('Bucket', 'AWS::S3::Bucket', { Action: 'Remove' }),
        ],
        FACTS,
      ),
    ).toEqual([
      {
        code: 'data-loss',
        resource: 'Key',
        property: 'KeySpec',
        text: 'Key (AWS::KMS::Key) would be replaced because of KeySpec.',
      },
      {
        code: 'data-loss',
        resource: 'Bucket',
        text: 'Bucket (AWS::S3::Bucket) would be removed.',
      },
    ]);
  });

  it('does not reject what holds nothing and carries nothing', () => {
    expect(
      rejectedChanges(
        [
          change('Role', 'AWS::IAM::Role', { Replacement: 'True' }, 'Path'),
          change('Replica', 'AWS::RDS::DBInstance', { Action: 'Remove' }),
          change('Database', 'AWS::RDS::DBInstance', {}, 'MultiAZ'),
        ],
        FACTS,
      ),
    ).toEqual([]);
  });
});
