import { Stack } from '@aws-sdk/client-cloudformation';
import DataLoader from 'dataloader';
import { CallPriority, RateBudget } from './RateBudget';
import { StackApi, WAITED_FOR_ATTEMPTS } from './StackApi';

/**
 * Finds many stacks in few calls: one by one while there are few, by listing pages once that takes fewer calls.
 */
export class StackLookup {
  private readonly loader: DataLoader<string, Stack | undefined>;
  /** Pages of a listing, as they were last counted. */
  private pages = 1;

  /** @param priority - of the calls of {@link StackLookup.find} */
  constructor(
    private readonly api: StackApi,
    budget: RateBudget,
    priority: CallPriority = 'status',
  ) {
    this.loader = new DataLoader(
      keys =>
        this.findAll([...keys], {
          priority,
          attempts: WAITED_FOR_ATTEMPTS,
        }),
      {
        // Every answer is for those who wait for it now.
        cache: false,
        // Whoever asks before a round's turn has come is in it, so that a crowd costs no more than a listing.
        batchScheduleFn: begin => {
          budget.take(priority).then(() => {
            budget.putBack();
            begin();
          });
        },
      },
    );
  }

  /**
   * One stack. Asked for by many at the same time, all are answered together.
   *
   * @param nameOrArn - a name finds a stack that exists, an ARN also one that is deleted
   * @returns undefined where there is none
   * @throws ServiceUnavailableError, AwsAccessError; AWS's other errors as they are
   */
  find(nameOrArn: string): Promise<Stack | undefined> {
    return this.loader.load(nameOrArn);
  }

  /**
   * Each of many stacks.
   *
   * @returns in the order of what was asked for: the stack, undefined where there is none, or why it could not be read
   */
  async findAll(
    namesOrArns: string[],
    options: { priority: CallPriority; attempts?: number },
  ): Promise<Array<Stack | undefined | Error>> {
    const keys = new Set(namesOrArns);
    const listed =
      keys.size > this.pages
        ? await this.listed(options).catch(asError)
        : undefined;
    if (listed instanceof Error) {
      return namesOrArns.map(() => listed);
    }
    const found = new Map(
      [...keys].map(key => [
        key,
        listed && (listed.has(key) || !isArn(key))
          ? listed.get(key)
          : this.api.describe(key, options).catch(asError),
      ]),
    );
    return Promise.all(namesOrArns.map(key => found.get(key)));
  }

  /** By name and by ARN. */
  private async listed(options: {
    priority: CallPriority;
    attempts?: number;
  }): Promise<Map<string, Stack>> {
    const { stacks, pages } = await this.api.describeAll(options);
    this.pages = pages;
    return new Map(
      stacks.flatMap(stack => [
        [stack.StackName!, stack],
        [stack.StackId!, stack],
      ]),
    );
  }
}

/** A listing leaves out deleted stacks, which only their ARNs find. */
function isArn(key: string): boolean {
  return key.startsWith('arn:');
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
