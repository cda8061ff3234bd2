import { randomUUID } from 'node:crypto';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  ResourceChange,
  Stack,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { Sandbox } from '@tap/sandbox';
import { synthesizeTemplate, TapStackProps } from '..';

/** The account and the network in the sandbox. */
export const SANDBOX_PINS = {
  env: { account: '000000000000', region: 'us-east-1' },
  availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
};

/** A client of the sandbox's CloudFormation. */
export function cloudFormation(sandbox: Sandbox): CloudFormationClient {
  return new CloudFormationClient({
    endpoint: sandbox.url,
    region: SANDBOX_PINS.env.region,
    credentials: { accessKeyId: '000000000000', secretAccessKey: 'sandbox' },
  });
}

/** Creates a stack and waits until the operation ends. */
export async function deployToSandbox(
  sandbox: Sandbox,
  props: TapStackProps,
): Promise<Stack> {
  const client = cloudFormation(sandbox);
  const { stackName, templateBody, stackPolicyBody } = synthesizeTemplate({
    ...SANDBOX_PINS,
    ...props,
  });
  const { StackId } = await client.send(
    new CreateStackCommand({
      StackName: stackName,
      TemplateBody: templateBody,
      StackPolicyBody: stackPolicyBody,
      Capabilities: ['CAPABILITY_IAM'],
      OnFailure: 'DELETE',
    }),
  );
  return settled(client, StackId!);
}

/** Updates a stack and waits until the operation ends. */
export async function updateInSandbox(
  sandbox: Sandbox,
  stackId: string,
  templateBody: string,
): Promise<Stack> {
  const client = cloudFormation(sandbox);
  await client.send(
    new UpdateStackCommand({
      StackName: stackId,
      TemplateBody: templateBody,
      Capabilities: ['CAPABILITY_IAM'],
    }),
  );
  return settled(client, stackId);
}

/** The changes of an update, from a change set that is not executed. */
export async function changesInSandbox(
  sandbox: Sandbox,
  stackId: string,
  templateBody: string,
): Promise<ResourceChange[]> {
  const client = cloudFormation(sandbox);
  const { Id } = await client.send(
    new CreateChangeSetCommand({
      StackName: stackId,
      ChangeSetName: `preview-${randomUUID()}`,
      TemplateBody: templateBody,
      Capabilities: ['CAPABILITY_IAM'],
    }),
  );
  for (;;) {
    const {
      Status,
      StatusReason,
      Changes = [],
    } = await client.send(
      new DescribeChangeSetCommand({
        ChangeSetName: Id,
        IncludePropertyValues: true,
      }),
    );
    if (Status === 'FAILED') {
      throw new Error(StatusReason);
    }
    if (Status === 'CREATE_COMPLETE') {
      await client.send(new DeleteChangeSetCommand({ ChangeSetName: Id }));
      return Changes.map(change => change.ResourceChange!);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

/** Physical IDs of the resources of a stack, by logical ID. */
export async function physicalIdsOf(
  sandbox: Sandbox,
  stackId: string,
): Promise<Record<string, string>> {
  const { StackResources = [] } = await cloudFormation(sandbox).send(
    new DescribeStackResourcesCommand({ StackName: stackId }),
  );
  return Object.fromEntries(
    StackResources.filter(
      ({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE',
    ).map(({ LogicalResourceId, PhysicalResourceId }) => [
      LogicalResourceId!,
      PhysicalResourceId!,
    ]),
  );
}

/** Deletes a stack and waits until the operation ends. */
export async function deleteFromSandbox(
  sandbox: Sandbox,
  stackId: string,
): Promise<Stack> {
  const client = cloudFormation(sandbox);
  await client.send(new DeleteStackCommand({ StackName: stackId }));
  return settled(client, stackId);
}

/** Reasons of failed resources. */
export async function failuresOf(
  sandbox: Sandbox,
  stackId: string,
): Promise<string[]> {
  const reasons: string[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents(
    { client: cloudFormation(sandbox) },
    { StackName: stackId },
  )) {
    reasons.push(
      ...StackEvents.filter(event =>
        event.ResourceStatus?.endsWith('_FAILED'),
      ).map(
        event => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`,
      ),
    );
  }
  return reasons;
}

async function settled(
  client: CloudFormationClient,
  stackId: string,
): Promise<Stack> {
  for (;;) {
    const { Stacks } = await client.send(
      new DescribeStacksCommand({ StackName: stackId }),
    );
    if (!Stacks![0].StackStatus!.endsWith('_IN_PROGRESS')) {
      return Stacks![0];
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

/** Outputs by name. */
export function outputsOf(stack: Stack): Record<string, string> {
  return Object.fromEntries(
    (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [
      OutputKey!,
      OutputValue!,
    ]),
  );
}
