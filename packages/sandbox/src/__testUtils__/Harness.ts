import {
  CloudFormationClient,
  CreateStackCommand,
  CreateStackCommandInput,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  Stack,
  StackEvent,
} from '@aws-sdk/client-cloudformation';
import { Sandbox, SandboxOptions } from '../Sandbox';

/** A fast sandbox and an AWS SDK client for it. */
export class Harness {
  static async start(options: SandboxOptions = {}): Promise<Harness> {
    return new Harness(await Sandbox.start({ speed: 2000, ...options }));
  }

  readonly client: CloudFormationClient;

  private constructor(readonly sandbox: Sandbox) {
    this.client = this.clientFor('000000000000');
  }

  clientFor(accountId: string, region: string = 'us-east-1') {
    return new CloudFormationClient({
      endpoint: this.sandbox.url,
      region,
      credentials: { accessKeyId: accountId, secretAccessKey: 'none' },
      maxAttempts: 1,
    });
  }

  /** Creates a stack. @returns its ARN */
  async create(
    StackName: string,
    template: object,
    input: Partial<CreateStackCommandInput> = {},
  ): Promise<string> {
    const { StackId } = await this.client.send(
      new CreateStackCommand({
        StackName,
        TemplateBody: JSON.stringify(template),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        ...input,
      }),
    );
    return StackId!;
  }

  async describe(StackName: string): Promise<Stack> {
    const { Stacks } = await this.client.send(
      new DescribeStacksCommand({ StackName }),
    );
    return Stacks![0];
  }

  /** Waits until no operation is in progress. */
  async settled(stackName: string): Promise<Stack> {
    for (;;) {
      const stack = await this.describe(stackName);
      const status = stack.StackStatus!;
      if (!status.endsWith('_IN_PROGRESS') || status.startsWith('REVIEW')) {
        return stack;
      }
      await pause();
    }
  }

  /** Creates a stack and waits until the operation ends. */
  async created(
    name: string,
    template: object,
    input: Partial<CreateStackCommandInput> = {},
  ): Promise<Stack> {
    return this.settled(await this.create(name, template, input));
  }

  /** The events of a stack, oldest first. */
  async events(StackName: string): Promise<StackEvent[]> {
    const events: StackEvent[] = [];
    const pages = paginateDescribeStackEvents(
      { client: this.client },
      { StackName },
    );
    for await (const page of pages) {
      events.push(...page.StackEvents!);
    }
    return events.reverse();
  }

  /** `LogicalId STATUS` of a stack's events, oldest first. */
  async story(stackName: string): Promise<string[]> {
    const events = await this.events(stackName);
    return events.map(
      ({ LogicalResourceId, ResourceStatus }) =>
        `${LogicalResourceId} ${ResourceStatus}`,
    );
  }

  /** Waits for an event. */
  async sawEvent(stackName: string, line: string): Promise<void> {
    for (;;) {
      const { StackEvents } = await this.client.send(
        new DescribeStackEventsCommand({ StackName: stackName }),
      );
      const seen = StackEvents!.some(
        ({ LogicalResourceId, ResourceStatus }) =>
          `${LogicalResourceId} ${ResourceStatus}` === line,
      );
      if (seen) {
        return;
      }
      await pause();
    }
  }

  close(): Promise<void> {
    this.client.destroy();
    return this.sandbox.close();
  }
}

/** Waits until a condition holds. */
export async function eventually(
  holds: () => Promise<boolean> | boolean,
): Promise<void> {
  while (!(await holds())) {
    await pause();
  }
}

function pause(): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, 10);
  });
}

/** A template of SNS topics; each depends on the topics that it names. */
export function topics(
  dependencies: Record<string, string[]>,
  attributes: Record<string, object> = {},
) {
  return {
    Resources: Object.fromEntries(
      Object.entries(dependencies).map(([logicalId, DependsOn]) => [
        logicalId,
        {
          Type: 'AWS::SNS::Topic',
          Properties: { DisplayName: logicalId },
          DependsOn,
          ...attributes[logicalId],
        },
      ]),
    ),
  };
}
