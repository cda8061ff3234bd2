import { Stack } from '@aws-sdk/client-cloudformation';
import DataLoader from 'dataloader';
import { CallPriority, RateBudget } from './RateBudget';
import { StackApi, WAITED_FOR_ATTEMPTS } from './StackApi';

/**
 * Finds many stacks with few calls: individually if there are few, else by listing all stacks.
 */
export class StackLookup {
  private readonly loader: DataLoader<string, Stack | undefined>;
  /** Number of pages of a listing, as far as it is known. */
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
        // Results are not cached: each is only for the current callers.
        cache: false,
        // All lookups before the turn of a batch join it, so that many lookups need no more calls than a listing.
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
   * One stack. Concurrent lookups are batched.
   *
   * @param nameOrArn - a name finds only an existing stack, an ARN also a deleted one
   * @returns undefined where there is none
   * @throws ServiceUnavailableError, AwsAccessError; other AWS errors unchanged
   */
  find(nameOrArn: string): Promise<Stack | undefined> {
    return this.loader.load(nameOrArn);
  }

  /** Number of calls that {@link StackLookup.findAll} makes for a number of stacks, as far as it is known. */
  callsFor(stacks: number): number {
    return Math.min(stacks, this.pages);
  }

  /**
   * Many stacks.
   *
   * @returns in the order of the arguments: the stack, undefined if there is none, or the error
   */
  async findAll(
    namesOrArns: string[],
    options: { priority: CallPriority; attempts?: number },
  ): Promise<Array<Stack | undefined | Error>> {
    const keys = new Set(namesOrArns);
    const listed =
      keys.size > this.pages
        ? await this.listed(keys, options).catch(asError)
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

  /**
   * Reads pages until they contain all keys. Stacks in progress are often new, and on the first page then.
   *
   * @returns stacks by name and by ARN
   */
  private async listed(
    keys: Set<string>,
    options: { priority: CallPriority; attempts?: number },
  ): Promise<Map<string, Stack>> {
    const found = new Map<string, Stack>();
    let pages = 0;
    for await (const { stacks } of this.api.describePages(options)) {
      pages += 1;
      for (const stack of stacks) {
        found.set(stack.StackName!, stack);
        found.set(stack.StackId!, stack);
      }
      if ([...keys].every(key => found.has(key))) {
        // There can be more pages, as many as before.
        this.pages = Math.max(this.pages, pages);
        return found;
      }
    }
    this.pages = pages;
    return found;
  }
}

/** A listing does not contain deleted stacks, which can only be read by ARN. */
function isArn(key: string): boolean {
  return key.startsWith('arn:');
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
