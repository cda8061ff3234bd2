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

/** A computed change set. */
export interface ReadyChangeSet {
  changes: Change[];
  /** True if there are no changes, so that it cannot be executed. */
  isEmpty: boolean;
}

/** CloudFormation's reasons for a change set without changes. */
const NO_CHANGES =
  /didn.t contain changes|no updates are to be performed|submitted information/i;

/**
 * CloudFormation API calls for change sets of existing stacks.
 */
export class ChangeSetApi {
  constructor(
    private readonly client: CloudFormationClient,
    private readonly caller: AwsCaller,
    private readonly pollMs: number,
  ) {}

  /**
   * Creates a change set and waits until CloudFormation has computed it. An existing change set with the same name is
   * used, because names are derived from the token.
   *
   * @throws ConflictError with CloudFormation's reason if it rejects the change
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

  /** Executes a change set; its events have the token. */
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

  /** Deletes a change set; succeeds if it does not exist. */
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
          `CloudFormation rejected the change: ${first.StatusReason}. The environment is unchanged.`,
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
