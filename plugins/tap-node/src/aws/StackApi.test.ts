import { answeringClient, awsError } from '../__testUtils__/answeringClient';
import { StackApi } from './StackApi';

function stacks(answers: Parameters<typeof answeringClient>[0]) {
  const aws = answeringClient(answers);
  return { ...aws, api: new StackApi(aws.client, aws.caller) };
}

describe('StackApi', () => {
  it.each([
    [1, ['a']],
    [2, ['a', 'b']],
    [9, ['a', 'b', 'c']],
  ])('lists deleted stacks, at most %s pages', async (maxPages, expected) => {
    const { api, inputsOf } = stacks({
      ListStacks: ({ NextToken = 'a' }) => ({
        StackSummaries: [{ StackName: NextToken }],
        NextToken: { a: 'b', b: 'c' }[NextToken as string],
      }),
    });
    const found = await api.deleted(maxPages);
    expect(found.map(({ StackName }) => StackName)).toEqual(expected);
    expect(inputsOf('ListStacks')[0].StackStatusFilter).toEqual([
      'DELETE_COMPLETE',
    ]);
  });

  it('returns no deleted stacks where CloudFormation lists none', async () => {
    const { api } = stacks({ ListStacks: () => ({}) });
    await expect(api.deleted(3)).resolves.toEqual([]);
  });

  it('returns undefined for a stack that does not exist, and throws other errors', async () => {
    const { api } = stacks({
      DescribeStacks: ({ StackName }) => {
        throw awsError(
          'ValidationError',
          StackName === 'gone'
            ? 'Stack with id gone does not exist'
            : '1 validation error detected',
        );
      },
    });
    await expect(api.describe('gone')).resolves.toBeUndefined();
    await expect(api.describe('bad name')).rejects.toThrow(
      '1 validation error detected',
    );
  });

  it('lists stacks from all pages, and counts the pages', async () => {
    const { api } = stacks({
      DescribeStacks: ({ NextToken = 'a' }) => ({
        Stacks: [{ StackName: NextToken }],
        NextToken: { a: 'b' }[NextToken as string],
      }),
    });
    const { pages, stacks: found } = await api.describeAll();
    expect(found.map(({ StackName }) => StackName)).toEqual(['a', 'b']);
    expect(pages).toBe(2);
  });

  it('names the action that the role lacks to list stacks', async () => {
    const { api } = stacks({
      DescribeStacks: () => {
        throw awsError('AccessDenied', 'Access denied', 403);
      },
    });
    await expect(api.describeAll()).rejects.toMatchObject({
      name: 'AwsAccessError',
      action: 'cloudformation:DescribeStacks',
    });
  });
});
