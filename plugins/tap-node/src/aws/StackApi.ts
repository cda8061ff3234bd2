import {
  CancelUpdateStackCommand,
  CloudFormationClient,
  CreateStackCommand,
  CreateStackCommandInput,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackEventsOutput,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  Stack,
  StackResourceSummary,
  StackStatus,
  StackSummary,
  UpdateStackCommand,
  UpdateStackCommandInput,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { AwsCaller } from './AwsCaller';
import { isStackMissing } from './awsErrors';
import { omitKnownStacks } from './omitKnownStacks';
import { CallPriority } from './RateBudget';
import { withPlainReasons } from './withPlainReasons';

/** Attempts of a read that a user waits for, which take a few seconds. */
export const WAITED_FOR_ATTEMPTS = 8;

/** Options of a read. */
export interface ReadOptions {
  priority?: CallPriority;
  /** Maximum number of attempts. */
  attempts?: number;
}

/** A page of the stacks of an account and region. */
export interface StackPage {
  /** Equal for pages with equal stacks; only for callers that know pages. */
  digest?: string;
  /** Empty if the caller knows the page. */
  stacks: Stack[];
}

/**
 * CloudFormation API calls for stacks.
 */
export class StackApi {
  constructor(
    private readonly client: CloudFormationClient,
    private readonly caller: AwsCaller,
  ) {}

  /**
   * One stack.
   *
   * @param nameOrArn - a name finds only an existing stack, an ARN also a deleted one
   * @returns undefined if there is none
   */
  async describe(
    nameOrArn: string,
    options: ReadOptions = {},
  ): Promise<Stack | undefined> {
    try {
      const { Stacks } = await this.caller.call(
        'cloudformation:DescribeStacks',
        options.priority ?? 'status',
        () =>
          this.client.send(new DescribeStacksCommand({ StackName: nameOrArn })),
        options.attempts,
      );
      return withPlainReasons(Stacks)[0];
    } catch (error) {
      if (isStackMissing(error)) {
        return undefined;
      }
      throw error;
    }
  }

  /**
   * All stacks of the account and region that are not deleted. Fails if any page cannot be read.
   */
  async describeAll(
    options: ReadOptions = {},
  ): Promise<{ stacks: Stack[]; pages: number }> {
    const stacks: Stack[] = [];
    let pages = 0;
    for await (const page of this.describePages(options)) {
      stacks.push(...page.stacks);
      pages += 1;
    }
    return { stacks, pages };
  }

  /**
   * The same page by page, for callers that do not need the stacks as they are.
   *
   * @param options.isKnown - whether the caller has what it needs of the page with this digest, whose stacks are not read then
   */
  async *describePages(
    options: ReadOptions & { isKnown?: (digest: string) => boolean } = {},
  ): AsyncGenerator<StackPage, void, undefined> {
    const { attempts, isKnown, priority = 'status' } = options;
    let next: string | undefined;
    do {
      const token = next;
      let digest: string | undefined;
      const { NextToken, Stacks } = await this.caller.call(
        'cloudformation:DescribeStacks',
        priority,
        () => {
          const command = new DescribeStacksCommand({ NextToken: token });
          if (isKnown) {
            omitKnownStacks(command, value => {
              digest = value;
              return isKnown(value);
            });
          }
          return this.client.send(command);
        },
        attempts,
      );
      yield { digest, stacks: withPlainReasons(Stacks) };
      next = NextToken;
    } while (next);
  }

  /** Stacks deleted in the last 90 days, newest page first, up to a maximum number of pages. */
  async deleted(maxPages: number): Promise<StackSummary[]> {
    return this.summaries([StackStatus.DELETE_COMPLETE], maxPages);
  }

  /** Number of stacks of the account and region that are not deleted. */
  async count(): Promise<number> {
    const statuses = Object.values(StackStatus).filter(
      status => status !== StackStatus.DELETE_COMPLETE,
    );
    return (await this.summaries(statuses)).length;
  }

  private async summaries(
    statuses: StackStatus[],
    maxPages: number = Infinity,
  ): Promise<StackSummary[]> {
    const found: StackSummary[] = [];
    let next: string | undefined;
    for (let page = 0; page === 0 || (next && page < maxPages); page += 1) {
      const token = next;
      const answer = await this.caller.call(
        'cloudformation:ListStacks',
        'status',
        () =>
          this.client.send(
            new ListStacksCommand({
              NextToken: token,
              StackStatusFilter: statuses,
            }),
          ),
      );
      found.push(...(answer.StackSummaries ?? []));
      next = answer.NextToken;
    }
    return found;
  }

  /** One page of events, newest first. */
  async events(
    stackId: string,
    nextToken?: string,
    priority: CallPriority = 'events',
  ): Promise<DescribeStackEventsOutput> {
    const page = await this.caller.call(
      'cloudformation:DescribeStackEvents',
      priority,
      () =>
        this.client.send(
          new DescribeStackEventsCommand({
            StackName: stackId,
            NextToken: nextToken,
          }),
        ),
    );
    return { ...page, StackEvents: withPlainReasons(page.StackEvents) };
  }

  /** All resources of a stack, also of a deleted one. */
  async resources(stackId: string): Promise<StackResourceSummary[]> {
    const found: StackResourceSummary[] = [];
    let next: string | undefined;
    do {
      const token = next;
      const page = await this.caller.call(
        'cloudformation:ListStackResources',
        'status',
        () =>
          this.client.send(
            new ListStackResourcesCommand({
              StackName: stackId,
              NextToken: token,
            }),
          ),
      );
      found.push(...withPlainReasons(page.StackResourceSummaries));
      next = page.NextToken;
    } while (next);
    return found;
  }

  /** The original template. */
  async template(stackId: string): Promise<string> {
    const { TemplateBody } = await this.caller.call(
      'cloudformation:GetTemplate',
      'status',
      () =>
        this.client.send(
          new GetTemplateCommand({
            StackName: stackId,
            TemplateStage: 'Original',
          }),
        ),
    );
    return TemplateBody ?? '{}';
  }

  /** @returns the new stack's ARN */
  async create(input: CreateStackCommandInput): Promise<string> {
    const { StackId } = await this.caller.call(
      'cloudformation:CreateStack',
      'mutation',
      () => this.client.send(new CreateStackCommand(input)),
    );
    return StackId!;
  }

  async update(input: UpdateStackCommandInput): Promise<void> {
    await this.caller.call('cloudformation:UpdateStack', 'mutation', () =>
      this.client.send(new UpdateStackCommand(input)),
    );
  }

  /** Starts the deletion; succeeds if the stack does not exist. */
  async delete(
    stackId: string,
    options: { token: string; roleArn?: string; priority?: CallPriority },
  ): Promise<void> {
    await this.caller.call(
      'cloudformation:DeleteStack',
      options.priority ?? 'mutation',
      () =>
        this.client.send(
          new DeleteStackCommand({
            StackName: stackId,
            ClientRequestToken: options.token,
            RoleARN: options.roleArn,
          }),
        ),
    );
  }

  async cancelUpdate(stackId: string, token: string): Promise<void> {
    await this.caller.call('cloudformation:CancelUpdateStack', 'cancel', () =>
      this.client.send(
        new CancelUpdateStackCommand({
          StackName: stackId,
          ClientRequestToken: token,
        }),
      ),
    );
  }

  async protect(stackId: string, enable: boolean): Promise<void> {
    await this.caller.call(
      'cloudformation:UpdateTerminationProtection',
      'mutation',
      () =>
        this.client.send(
          new UpdateTerminationProtectionCommand({
            StackName: stackId,
            EnableTerminationProtection: enable,
          }),
        ),
    );
  }
}
