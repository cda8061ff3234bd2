/** A property that is not as the template says. @public */
export interface DriftedProperty {
  /** Such as `/AllocatedStorage`. */
  path: string;
  /** JSON; empty where there should be nothing. */
  expected: string;
  /** JSON; empty where there is nothing. */
  actual: string;
}

/** A resource that somebody has changed or deleted outside CloudFormation. @public */
export interface DriftedResource {
  logicalId: string;
  resourceType: string;
  physicalId?: string;
  status: 'modified' | 'deleted';
  differences: DriftedProperty[];
}

/** How an environment differs from its template. @public */
export interface DriftReport {
  status: 'in-sync' | 'drifted' | 'unknown';
  /** ISO 8601. */
  checkedAt: string;
  resources: DriftedResource[];
  /** Why it is not known, where it is not. */
  reason?: string;
}
