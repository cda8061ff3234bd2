import { Service } from '../services/ServiceOperations';
import { CloudFormationParts } from './operations/CloudFormationParts';
import { createStack } from './operations/createStack';
import { deleteStack } from './operations/deleteStack';
import { describeStackEvents } from './operations/describeStackEvents';
import { describeStacks, listStacks } from './operations/describeStacks';

/** CloudFormation as a service of the sandbox. */
export function cloudFormationService(parts: CloudFormationParts): Service {
  return {
    name: 'cloudformation',
    protocol: 'query',
    version: '2010-05-15',
    xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
    operations: {
      CreateStack: createStack(parts),
      DeleteStack: deleteStack(parts),
      DescribeStackEvents: describeStackEvents(parts),
      DescribeStacks: describeStacks(parts),
      ListStacks: listStacks(parts),
    },
  };
}
