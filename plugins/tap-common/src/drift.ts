/** A property that differs from the template. @public */
export interface DriftedProperty {
  /** For example `/AllocatedStorage`. */
  path: string;
  /** JSON; empty if the template does not set the property. */
  expected: string;
  /** JSON; empty if the resource does not have the property. */
  actual: string;
}

/** A resource that was changed or deleted outside CloudFormation. @public */
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
  /** Why the drift of all or some resources is unknown. */
  reason?: string;
}
