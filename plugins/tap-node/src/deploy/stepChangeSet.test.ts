import { awsError } from '../__testUtils__/answeringClient';
import { assertKeepsData, executeChangeSet } from './stepChangeSet';

describe('assertKeepsData', () => {
  const facts = { dataHolders: ['Database', 'Bucket'] } as any;
  const change = (LogicalResourceId: string, facts_: object) => ({
    ResourceChange: {
      LogicalResourceId,
      ResourceType: 'AWS::RDS::DBInstance',
      Action: 'Modify' as const,
      ...facts_,
    },
  });
  const check = (...changes: object[]) =>
    assertKeepsData('orders', { changes, isEmpty: false } as any, facts);

  it('accepts changes that keep all data', () => {
    expect(() =>
      check(
        change('Database', { Replacement: 'False' }),
        change('Alarm', { Replacement: 'True' }),
      ),
    ).not.toThrow();
  });

  it('names each resource that would be lost, with the cause', () => {
    expect(() =>
      check(
        change('Database', {
          Replacement: 'True',
          Details: [
            { Target: { Attribute: 'Properties', Name: 'StorageEncrypted' } },
            { Target: { Attribute: 'Properties', Name: 'KmsKeyId' } },
          ],
        }),
        change('Bucket', { Action: 'Remove', ResourceType: 'AWS::S3::Bucket' }),
      ),
    ).toThrow(
      "'orders' cannot be changed like this, because data would be lost: Bucket (AWS::S3::Bucket) would be replaced or removed because of the template; Database (AWS::RDS::DBInstance) would be replaced or removed because of KmsKeyId, StorageEncrypted. Nothing was changed; ask for a new environment and move the data.",
    );
  });
});

describe('executeChangeSet', () => {
  /** The stack has an event with the token `started`. */
  const execute = (error: Error | undefined, token: string) =>
    executeChangeSet(
      {
        changeSets: {
          execute: async () => {
            if (error) {
              throw error;
            }
          },
        },
        stacks: {
          events: async () => ({
            StackEvents: [
              { ClientRequestToken: 'another' },
              { ClientRequestToken: 'started' },
            ],
          }),
        },
      } as any,
      'stack-1',
      'tap-1',
      token,
    );
  const ALREADY = [
    'InvalidChangeSetStatusException',
    'InvalidChangeSetStatus',
    'ChangeSetNotFoundException',
    'ChangeSetNotFound',
    'TokenAlreadyExistsException',
  ];

  it('executes a change set', async () => {
    await expect(execute(undefined, 'new')).resolves.toBeUndefined();
  });

  it.each(ALREADY)(
    'succeeds if the events show that it has started: %s',
    async name => {
      const error = awsError(name, 'It is executed.');
      await expect(execute(error, 'started')).resolves.toBeUndefined();
    },
  );

  it.each(ALREADY)('reports that another change came first: %s', async name => {
    await expect(
      execute(awsError(name, 'It is executed.'), 'new'),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'Another change of the stack came first: It is executed. Nothing was done; try again.',
    });
  });

  it('throws other errors', async () => {
    const error = awsError('ValidationError', 'No such stack');
    await expect(execute(error, 'started')).rejects.toBe(error);
  });
});
