import { awsError } from '../__testUtils__/answeringClient';
import { executeChangeSet } from './stepChangeSet';

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
