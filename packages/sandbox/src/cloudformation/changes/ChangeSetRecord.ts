import { OnFailure, StackDefinition } from '../StackRecord';

/** One cause of a change, as DescribeChangeSet details it. */
export interface ChangeDetail {
  attribute:
    | 'Properties'
    | 'Metadata'
    | 'Tags'
    | 'DeletionPolicy'
    | 'UpdateReplacePolicy';
  name?: string;
  path?: string;
  before?: string;
  after?: string;
  changeType: 'Add' | 'Remove' | 'Modify';
  requiresRecreation: 'Never' | 'Conditionally' | 'Always';
  evaluation: 'Static' | 'Dynamic';
  source?:
    | 'ResourceReference'
    | 'ParameterReference'
    | 'ResourceAttribute'
    | 'DirectModification'
    | 'Automatic';
  causingEntity?: string;
}

/** The change of one resource. */
export interface ResourceChange {
  action: 'Add' | 'Modify' | 'Remove';
  logicalId: string;
  physicalId?: string;
  type: string;
  replacement?: 'True' | 'False' | 'Conditional';
  policyAction?: string;
  scope: string[];
  details: ChangeDetail[];
  beforeContext?: string;
  afterContext?: string;
}

/** A change set. */
export interface ChangeSetRecord {
  id: string;
  name: string;
  stackId: string;
  stackName: string;
  type: 'CREATE' | 'UPDATE';
  description?: string;
  createdAt: string;
  status:
    | 'CREATE_PENDING'
    | 'CREATE_IN_PROGRESS'
    | 'CREATE_COMPLETE'
    | 'FAILED'
    | 'DELETE_COMPLETE';
  executionStatus:
    | 'UNAVAILABLE'
    | 'AVAILABLE'
    | 'EXECUTE_IN_PROGRESS'
    | 'EXECUTE_COMPLETE'
    | 'EXECUTE_FAILED'
    | 'OBSOLETE';
  statusReason?: string;
  clientToken?: string;
  operationId: string;
  onStackFailure?: OnFailure;
  importExistingResources: boolean;
  includeNestedStacks: boolean;
  definition: StackDefinition;
  changes: ResourceChange[];
}
