/**
 * RDS's rule for identifiers, with its message:
 * https://github.com/hashicorp/terraform/issues/1251
 *
 * @param parameter - of RDS's API, for example `DBInstanceIdentifier`
 * @param value - undefined if there is none
 * @param longest - 63 characters for instances, 255 for snapshots:
 *   https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html
 * @returns undefined if the identifier is valid
 */
export function identifierProblem(
  parameter: string,
  value: string | undefined,
  longest: number,
): string | undefined {
  return value === undefined ||
    (value.length <= longest && /^[a-z](?!.*--)[a-z0-9-]*$(?<!-)/i.test(value))
    ? undefined
    : `The parameter ${parameter} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.`;
}
