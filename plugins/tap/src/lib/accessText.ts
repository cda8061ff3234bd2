/**
 * From where a database can be reached, in words.
 *
 * @param sources - ranges, prefix lists and security groups, in addition to those of the stack
 * @param hasBastion - whether there is a bastion
 */
export function accessText(
  sources: readonly string[],
  hasBastion: boolean,
): string {
  return [
    'Members of the application security group',
    ...(hasBastion ? ['the bastion'] : []),
    ...sources,
  ].join(', ');
}
