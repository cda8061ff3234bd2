import { Change, ResourceChange } from '@aws-sdk/client-cloudformation';
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

  it('says where CloudFormation has not decided', () => {
    const [undecided] = plannedChanges(
      [
        change('Function', 'AWS::Lambda::Function', {
          Replacement: 'Conditional',
        }),
      ],
      FACTS,
    );
    expect(undecided).toMatchObject({
      action: 'modify',
      detail: expect.stringMatching(/decides/),
    });
  });
});
