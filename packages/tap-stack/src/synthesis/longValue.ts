import { CfnMapping, Fn, type Stack } from 'aws-cdk-lib';

/**
 * Puts a long value that several resources have into the template once.
 *
 * @param name - of its mapping, unique in the stack and short, because every
 *   reference contains it three times
 * @returns a reference to the value
 */
export function longValue(stack: Stack, name: string, value: string): string {
  new CfnMapping(stack, name, { mapping: { [name]: { [name]: value } } });
  return Fn.findInMap(name, name, name);
}
