import { AwsError } from '../protocol/AwsError';

/** Reads the values of a filter from an item, by the filter's name. */
export type FilterReaders<T> = Record<string, (item: T) => string[]>;

interface Filter {
  Name?: string;
  Value?: unknown;
  Values?: unknown;
}

/**
 * Returns the items that match every filter, as EC2 and RDS do; `*` and `?` are
 * wildcards.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
 *
 * @param filters - as decoded: `Name` and `Value` (EC2) or `Values` (RDS)
 * @param readers - the supported filters
 * @throws AwsError `InvalidParameterValue` for an unsupported filter
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
        `The filter '${Name}' is invalid; the sandbox supports ${Object.keys(
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

/** A list of strings in decoded parameters; empty if absent. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function toPattern(value: string): RegExp {
  const escaped = value.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\*/g, '.*').replace(/\?/g, '.')}$`);
}
