import { AwsError } from '../protocol/AwsError';

/** How to read the values of a filter off an item, by the filter's name. */
export type FilterReaders<T> = Record<string, (item: T) => string[]>;

interface Filter {
  Name?: string;
  Value?: unknown;
  Values?: unknown;
}

/**
 * Keeps the items that satisfy every filter, as EC2 and RDS filter; `*` and `?`
 * are wildcards.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
 *
 * @param filters - as decoded: `Name` and `Value` (EC2) or `Values` (RDS)
 * @param readers - the filters that the sandbox knows
 * @throws AwsError `InvalidParameterValue` for a filter that it does not know
 */
export function applyFilters<T>(
  items: T[],
  filters: unknown,
  readers: FilterReaders<T>,
): T[] {
  const wanted = (Array.isArray(filters) ? filters : []) as Filter[];
  return wanted.reduce((kept, { Name = '', Value, Values }) => {
    const read = readers[Name];
    if (!read) {
      throw new AwsError(
        'InvalidParameterValue',
        `The filter '${Name}' is invalid; the sandbox knows ${Object.keys(
          readers,
        ).join(', ')}`,
      );
    }
    const patterns = strings(Value ?? Values).map(toPattern);
    return kept.filter(item =>
      read(item).some(value => patterns.some(each => each.test(value))),
    );
  }, items);
}

/** A list of text among decoded parameters; empty when it is absent. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function toPattern(value: string): RegExp {
  const escaped = value.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\*/g, '.*').replace(/\?/g, '.')}$`);
}
