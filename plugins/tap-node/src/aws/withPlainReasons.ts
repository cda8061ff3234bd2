import { plainText } from '@tap/plugin-tap-common';

const REASONS = ['ResourceStatusReason', 'StackStatusReason'] as const;

type Explained = Partial<Record<(typeof REASONS)[number], string>>;

/**
 * Converts the reasons of stacks, events or resources to plain text, before they are used in an error message, a log, a
 * notification or a page.
 *
 * @param items - as returned by CloudFormation
 */
export function withPlainReasons<T extends Explained>(items: T[] = []): T[] {
  return items.map(item => ({
    ...item,
    ...Object.fromEntries(
      REASONS.flatMap(name => {
        const reason = item[name];
        return reason === undefined ? [] : [[name, plainText(reason)]];
      }),
    ),
  }));
}
