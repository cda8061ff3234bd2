import {
  CloudFormationClient,
  DescribeStacksCommand,
  UpdateStackCommand,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  decodeMetadata,
  encodeMetadata,
  METADATA_PARAMETER,
  stackName,
} from '@tap/plugin-tap-common';

/**
 * Gives an environment an expiry that no request can ask for, such as one that has passed, by an update of its stack.
 *
 * @param sandbox - where CloudFormation answers
 * @param expiresAt - ISO 8601
 *
 * @public
 */
export async function setExpiry(
  sandbox: { url: string },
  suffix: string,
  expiresAt: string,
): Promise<void> {
  const client = new CloudFormationClient({
    endpoint: sandbox.url,
    region: 'us-east-1',
    credentials: { accessKeyId: '000000000000', secretAccessKey: 'sandbox' },
  });
  const StackName = stackName(suffix);
  const { Stacks } = await client.send(
    new DescribeStacksCommand({ StackName }),
  );
  const Parameters = Stacks![0].Parameters!.map(
    ({ ParameterKey, ParameterValue }) =>
      ParameterKey === METADATA_PARAMETER
        ? {
            ParameterKey,
            ParameterValue: encodeMetadata({
              ...decodeMetadata(ParameterValue!)!,
              expiresAt,
            }),
          }
        : { ParameterKey, UsePreviousValue: true },
  );
  await client.send(
    new UpdateStackCommand({
      StackName,
      Parameters,
      UsePreviousTemplate: true,
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }),
  );
  await waitUntilStackUpdateComplete(
    { client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
    { StackName },
  );
  client.destroy();
}
