import { EngineParts } from '../engine/EngineParts';
import { StackEngine } from '../engine/StackEngine';

/** What the CloudFormation operations stand on. */
export interface CloudFormationParts extends EngineParts {
  engine: StackEngine;
  /** Entries on a page of an answer. */
  pageSize: number;
}
