import type { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** What differs between two responses with the same stacks. */
const OF_THE_CALL = /<(NextToken|RequestId)>[^<]*<\/\1>/g;

/** The elements of the response that take long to parse. */
const STACKS = /<Stacks>.*<\/Stacks>/s;

/**
 * Compares the page that a command reads before the SDK parses it. A page has up to 100 stacks in 440 kB of XML, and parsing it
 * takes longer than everything else that is done with it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 *
 * @param isKnown - gets a digest, equal for pages with equal stacks, and returns whether the stacks are omitted from the response
 */
export function omitKnownStacks(
  { middlewareStack }: DescribeStacksCommand,
  isKnown: (digest: string) => boolean,
): void {
  middlewareStack.add(
    next => async args => {
      const result = await next(args);
      const response = result.response as {
        statusCode: number;
        body: unknown;
      };
      if (response.statusCode === 200) {
        const page = await text(response.body as Readable);
        const digest = createHash('sha256')
          .update(page.replace(OF_THE_CALL, ''))
          .digest('base64');
        response.body = Buffer.from(
          isKnown(digest) ? page.replace(STACKS, '') : page,
        );
      }
      return result;
    },
    // Between the HTTP handler and the deserializer, which has the normal priority.
    { step: 'deserialize', priority: 'low' },
  );
}
