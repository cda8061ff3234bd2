import { plainText } from '@tap/plugin-tap-common';

const REASONS = ['ResourceStatusReason', 'StackStatusReason'] as const;

type Explained = Partial<Record<(typeof REASONS)[number], string>>;

/**
 * Stacks, events or resources with their reasons as plain text, before anything of them enters an error message, a log, a
 * notification or a page.
 *
 * @param items - as CloudFormation returns them
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
