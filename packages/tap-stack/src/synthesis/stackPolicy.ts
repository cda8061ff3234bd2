/** A CloudFormation stack policy. @public */
export interface StackPolicy {
  Statement: Array<{
    Effect: 'Allow' | 'Deny';
    Principal: '*';
    Action: string | string[];
    Resource: string | string[];
  }>;
}

/**
 * Allows all updates except those that would lose data.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 *
 * @param logicalIds - resources with data
 */
export function denyLoss(logicalIds: string[]): StackPolicy {
  return {
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: 'Update:*', Resource: '*' },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: ['Update:Replace', 'Update:Delete'],
        Resource: logicalIds.map(id => `LogicalResourceId/${id}`),
      },
    ],
  };
}
