import { Stack } from '@aws-sdk/client-cloudformation';
import {
  encodeMetadata,
  EnvironmentMetadata,
  METADATA_PARAMETER,
} from '@tap/plugin-tap-common';

/**
 * The complete stack of an environment `orders`, as DescribeStacks returns it.
 *
 * @param metadata - what differs in its metadata
 * @param facts - what differs in the stack
 */
export function describedStack(
  metadata: Partial<EnvironmentMetadata> = {},
  facts: Partial<Stack> = {},
): Stack {
  return {
    StackId: 'arn:aws:cloudformation:us-east-1:0:stack/TapStack-orders/1',
    StackName: 'TapStack-orders',
    StackStatus: 'CREATE_COMPLETE',
    CreationTime: new Date(0),
    Parameters: [
      {
        ParameterKey: METADATA_PARAMETER,
        ParameterValue: encodeMetadata({
          owner: 'group:default/payments',
          size: 'micro',
          retention: 'destroy',
          engineVersion: '17.8',
          backupRetentionDays: 1,
          pins: { availabilityZones: ['us-east-1a', 'us-east-1b'] },
          ...metadata,
        }),
      },
    ],
    ...facts,
  };
}
