import { RequestProblems } from './requestProblems';
import { RequestField, RequestValues } from './requestValues';

/**
 * The problems to show: a field that its user has not filled in yet has none until they continue.
 *
 * @param isAttempted - whether the user tried to continue
 */
export function shownProblems(
  problems: RequestProblems,
  values: RequestValues,
  isAttempted: boolean,
): RequestProblems {
  return Object.fromEntries(
    Object.entries(problems).filter(
      ([field]) => isAttempted || Boolean(values[field as RequestField]),
    ),
  );
}
