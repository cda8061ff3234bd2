import { answeringClient, awsError } from '../__testUtils__/answeringClient';
import { ChangeSetApi } from './ChangeSetApi';

const INPUT = { StackName: 'stack-1', ChangeSetName: 'tap-1' };

function changeSets(answers: Parameters<typeof answeringClient>[0]) {
  const aws = answeringClient({
    CreateChangeSet: () => ({}),
    DeleteChangeSet: () => ({}),
    ...answers,
  });
  return { ...aws, api: new ChangeSetApi(aws.client, aws.caller, 1) };
}

describe('ChangeSetApi', () => {
  it('waits for the change set and reads all pages of its changes', async () => {
    const pages = [
      { Status: 'CREATE_PENDING' },
      { Status: 'CREATE_IN_PROGRESS' },
      {
        Status: 'CREATE_COMPLETE',
        StackId: 'arn-1',
        ChangeSetName: 'tap-1',
        Changes: [{ HookInvocationCount: 1 }],
        NextToken: 'page 2',
      },
      { Status: 'CREATE_COMPLETE', NextToken: 'page 3' },
      { Status: 'CREATE_COMPLETE', Changes: [{ HookInvocationCount: 3 }] },
    ];
    const { api, inputsOf } = changeSets({
      DescribeChangeSet: () => pages.shift()!,
    });
    await expect(api.create(INPUT)).resolves.toEqual({
      changes: [{ HookInvocationCount: 1 }, { HookInvocationCount: 3 }],
      isEmpty: false,
    });
    expect(
      inputsOf('DescribeChangeSet').map(({ StackName, NextToken }) => [
        StackName,
        NextToken,
      ]),
    ).toEqual([
      ['stack-1', undefined],
      ['stack-1', undefined],
      ['stack-1', undefined],
      ['arn-1', 'page 2'],
      ['arn-1', 'page 3'],
    ]);
  });

  it('has no changes where CloudFormation returns none', async () => {
    const { api } = changeSets({
      DescribeChangeSet: () => ({ Status: 'CREATE_COMPLETE' }),
    });
    await expect(api.create(INPUT)).resolves.toEqual({
      changes: [],
      isEmpty: false,
    });
  });

  it('uses an existing change set of the same name', async () => {
    const { api } = changeSets({
      CreateChangeSet: () => {
        throw awsError('AlreadyExistsException', 'tap-1 already exists');
      },
      DescribeChangeSet: () => ({ Status: 'CREATE_COMPLETE', Changes: [] }),
    });
    await expect(api.create(INPUT)).resolves.toMatchObject({ isEmpty: false });
  });

  it('reports why CloudFormation creates no change set', async () => {
    const { api, inputsOf } = changeSets({
      CreateChangeSet: () => {
        throw awsError('ValidationError', 'Template error');
      },
    });
    await expect(api.create(INPUT)).rejects.toThrow('Template error');
    expect(inputsOf('DescribeChangeSet')).toEqual([]);
  });

  it.each([
    "The submitted information didn't contain changes. Submit different information to create a change set.",
    'No updates are to be performed.',
  ])('is empty if nothing changes: %s', async StatusReason => {
    const { api } = changeSets({
      DescribeChangeSet: () => ({ Status: 'FAILED', StatusReason }),
    });
    await expect(api.create(INPUT)).resolves.toEqual({
      changes: [],
      isEmpty: true,
    });
  });

  it('reports why CloudFormation rejects the change', async () => {
    const { api } = changeSets({
      DescribeChangeSet: () => ({
        Status: 'FAILED',
        StatusReason: 'Circular dependency between resources',
      }),
    });
    await expect(api.create(INPUT)).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'CloudFormation rejected the change: Circular dependency between resources. The environment is unchanged.',
    });
  });

  it.each(['ChangeSetNotFoundException', 'ChangeSetNotFound'])(
    'succeeds in deleting a change set that does not exist: %s',
    async name => {
      const { api } = changeSets({
        DeleteChangeSet: () => {
          throw awsError(name, 'ChangeSet [tap-1] does not exist', 404);
        },
      });
      await expect(api.delete('stack-1', 'tap-1')).resolves.toBeUndefined();
    },
  );

  it('reports why a change set cannot be deleted', async () => {
    const { api } = changeSets({
      DeleteChangeSet: () => {
        throw awsError('InvalidChangeSetStatus', 'It is being executed');
      },
    });
    await expect(api.delete('stack-1', 'tap-1')).rejects.toThrow(
      'It is being executed',
    );
  });
});
