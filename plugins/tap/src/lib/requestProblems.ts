import { EnvironmentOptions } from '@tap/plugin-tap-common';
import { Availability } from '../fields/useSuffixAvailability';
import { targetOf } from '../hooks/useOptions';
import { fieldProblem } from './fieldProblem';
import { RequestField, REQUEST_FIELDS, RequestValues } from './requestValues';

/** Problems of a form, by field. */
export type RequestProblems = Partial<Record<RequestField, string>>;

/** Fields that may be empty. */
const OPTIONAL: RequestField[] = [
  'target',
  'description',
  'extensions',
  'readReplicas',
  'uptime',
];

/**
 * What prevents a request.
 *
 * @param values - effective values
 * @param options - what is available
 * @param kept - values of an existing environment, which it can keep even if they are no longer available
 */
export function requestProblems(
  values: RequestValues,
  options: EnvironmentOptions,
  kept: RequestValues = {},
): RequestProblems {
  const target = targetOf(options, values.target);
  const problems: RequestProblems = {};
  for (const field of REQUEST_FIELDS) {
    const isKept = values[field] === kept[field] && field in kept;
    const isOptional =
      OPTIONAL.includes(field) ||
      (field === 'expiresIn' && values[field] === undefined);
    const problem =
      isKept || (isOptional && !values[field])
        ? undefined
        : fieldProblem(field, values[field]) ??
          availableProblem(
            values[field],
            {
              size: target?.sizes.map(({ name }) => name),
              retention: target?.retentions,
              target: options.targets.map(({ name }) => name),
            }[field as string],
          );
    if (problem) {
      problems[field] = problem;
    }
  }
  return problems;
}

/** Why a new environment cannot have a name, once that is known. */
export function nameProblem(
  suffix: string | undefined,
  availability: Availability,
): string | undefined {
  if (availability.state !== 'known' || availability.answer.available) {
    return undefined;
  }
  return availability.answer.canBeChanged
    ? `You already have an environment ${suffix}. Enter another name, or change that environment.`
    : `The name ${suffix} is not available. Enter another name.`;
}

function availableProblem(
  value: string | undefined,
  choices: readonly string[] | undefined,
): string | undefined {
  return value === undefined || !choices || choices.includes(value)
    ? undefined
    : `${value} is not available. Choose one of ${choices.join(', ')}.`;
}
