import { EngineParts } from '../engine/EngineParts';
import { StackEngine } from '../engine/StackEngine';

/** Dependencies of the CloudFormation operations. */
export interface CloudFormationParts extends EngineParts {
  engine: StackEngine;
  /** Items per page of a response. */
  pageSize: number;
}
