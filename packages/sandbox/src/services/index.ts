import { Service } from './ServiceOperations';

/** The services beside CloudFormation that the sandbox answers for. */
export function services(): Service[] {
  return [];
}
