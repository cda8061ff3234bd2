import { Service } from '../protocol/ServiceOperations';
import { ChangeSetBuilder } from './changes/ChangeSetBuilder';
import {
  describeStackDriftDetectionStatus,
  describeStackResourceDrifts,
  detectStackDrift,
} from './drift/driftOperations';
import {
  deleteChangeSet,
  describeChangeSet,
  listChangeSets,
} from './operations/changeSets';
import { CloudFormationParts } from './operations/CloudFormationParts';
import { createChangeSet } from './operations/createChangeSet';
import { createStack } from './operations/createStack';
import { deleteStack } from './operations/deleteStack';
import { describeEvents } from './operations/describeEvents';
import {
  describeStackResource,
  describeStackResources,
  listStackResources,
} from './operations/describeResources';
import { describeStackEvents } from './operations/describeStackEvents';
import { describeStacks, listStacks } from './operations/describeStacks';
import { executeChangeSet } from './operations/executeChangeSet';
import {
  cancelUpdateStack,
  continueUpdateRollback,
  getStackPolicy,
  rollbackStack,
  setStackPolicy,
  updateTerminationProtection,
} from './operations/stackControl';
import {
  getTemplate,
  getTemplateSummary,
  validateTemplate,
} from './operations/templates';
import { updateStack } from './operations/updateStack';
import { permissions } from './permissions';

/** The CloudFormation service. */
export function cloudFormationService(
  parts: CloudFormationParts,
  builder: ChangeSetBuilder,
): Service {
  return {
    name: 'cloudformation',
    protocol: 'query',
    version: '2010-05-15',
    xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
    permissions: (operation, params, ctx) =>
      permissions(parts.stacks, operation, params, ctx),
    operations: {
      CancelUpdateStack: cancelUpdateStack(parts),
      ContinueUpdateRollback: continueUpdateRollback(parts),
      CreateChangeSet: createChangeSet(parts, builder),
      CreateStack: createStack(parts),
      DeleteChangeSet: deleteChangeSet(parts),
      DeleteStack: deleteStack(parts),
      DescribeChangeSet: describeChangeSet(parts),
      DescribeEvents: describeEvents(parts),
      DescribeStackDriftDetectionStatus:
        describeStackDriftDetectionStatus(parts),
      DescribeStackEvents: describeStackEvents(parts),
      DescribeStackResource: describeStackResource(parts),
      DescribeStackResourceDrifts: describeStackResourceDrifts(parts),
      DescribeStackResources: describeStackResources(parts),
      DescribeStacks: describeStacks(parts),
      DetectStackDrift: detectStackDrift(parts),
      ExecuteChangeSet: executeChangeSet(parts),
      GetStackPolicy: getStackPolicy(parts),
      GetTemplate: getTemplate(parts),
      GetTemplateSummary: getTemplateSummary(parts),
      ListChangeSets: listChangeSets(parts),
      ListStackResources: listStackResources(parts),
      ListStacks: listStacks(parts),
      RollbackStack: rollbackStack(parts),
      SetStackPolicy: setStackPolicy(parts),
      UpdateStack: updateStack(parts),
      UpdateTerminationProtection: updateTerminationProtection(parts),
      ValidateTemplate: validateTemplate(parts),
    },
  };
}
