import {
  Change,
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateChangeSetCommandInput,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeChangeSetOutput,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsCaller } from './AwsCaller';
import { isNamed } from './awsErrors';

/** A change set that is ready. */
export interface ReadyChangeSet {
  changes: Change[];
  /** True where there is nothing to change, and so nothing to execute. */
  isEmpty: boolean;
}

/** What CloudFormation says of a change set without changes. */
const NO_CHANGES =
  /didn.t contain changes|no updates are to be performed|submitted information/i;

/**
 * The calls to CloudFormation about change sets of stacks that exist.
 */
export class ChangeSetApi {
  constructor(
    private readonly client: CloudFormationClient,
    private readonly caller: AwsCaller,
    private readonly pollMs: number,
  ) {}

  /**
   * Makes a change set and waits until CloudFormation has computed it. A change set of that name that is there already
   * is taken as it is: names are made from the token.
   *
   * @throws ConflictError with CloudFormation's reason where it refused
   */
  async create(
    input: CreateChangeSetCommandInput & {
      StackName: string;
      ChangeSetName: string;
    },
  ): Promise<ReadyChangeSet> {
    try {
      await this.caller.call('cloudformation:CreateChangeSet', 'mutation', () =>
        this.client.send(new CreateChangeSetCommand(input)),
      );
    } catch (error) {
      if (!isNamed(error, 'AlreadyExistsException')) {
        throw error;
      }
    }
    return this.wait(input.StackName, input.ChangeSetName);
  }

  /** Carries a change set out; events bear the token. */
  async execute(stackId: string, name: string, token: string): Promise<void> {
    await this.caller.call('cloudformation:ExecuteChangeSet', 'mutation', () =>
      this.client.send(
        new ExecuteChangeSetCommand({
          StackName: stackId,
          ChangeSetName: name,
          ClientRequestToken: token,
        }),
      ),
    );
  }

  /** Removes a change set; one that is gone is success. */
  async delete(stackId: string, name: string): Promise<void> {
    try {
      await this.caller.call('cloudformation:DeleteChangeSet', 'mutation', () =>
        this.client.send(
          new DeleteChangeSetCommand({
            StackName: stackId,
            ChangeSetName: name,
          }),
        ),
      );
    } catch (error) {
      if (!isNamed(error, 'ChangeSetNotFoundException', 'ChangeSetNotFound')) {
        throw error;
      }
    }
  }

  private async wait(stackId: string, name: string): Promise<ReadyChangeSet> {
    for (;;) {
      const first = await this.page(stackId, name);
      if (first.Status === 'CREATE_COMPLETE') {
        return { changes: await this.allChanges(first), isEmpty: false };
      }
      if (first.Status === 'FAILED') {
        if (NO_CHANGES.test(first.StatusReason ?? '')) {
          return { changes: [], isEmpty: true };
        }
        throw new ConflictError(
          `CloudFormation refused the change: ${first.StatusReason}. The environment is as it was.`,
        );
      }
      await sleep(this.pollMs);
    }
  }

  private async allChanges(first: DescribeChangeSetOutput): Promise<Change[]> {
    const changes = [...(first.Changes ?? [])];
    let next = first.NextToken;
    while (next) {
      const page = await this.page(first.StackId!, first.ChangeSetName!, next);
      changes.push(...(page.Changes ?? []));
      next = page.NextToken;
    }
    return changes;
  }

  private page(
    stackId: string,
    name: string,
    nextToken?: string,
  ): Promise<DescribeChangeSetOutput> {
    return this.caller.call('cloudformation:DescribeChangeSet', 'status', () =>
      this.client.send(
        new DescribeChangeSetCommand({
          StackName: stackId,
          ChangeSetName: name,
          NextToken: nextToken,
          IncludePropertyValues: true,
        }),
      ),
    );
  }
}
