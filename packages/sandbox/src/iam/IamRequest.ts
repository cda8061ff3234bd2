/** What a caller wants to do, as IAM sees it. */
export interface IamRequest {
  /** For example `rds:CreateDBInstance`. */
  action: string;
  /** An ARN, or `*` for an action without resources. */
  resource: string;
  /**
   * Values by condition key, such as `aws:RequestedRegion`. A list is the value
   * of a multivalued key, such as `aws:TagKeys`.
   */
  context: Readonly<Record<string, string | readonly string[]>>;
}

/** A session of a role. */
export interface RoleSession {
  /** ARN of the role. */
  roleArn: string;
  sessionName: string;
}

/** The ARN of a session, which has no path. */
export function sessionArn({ roleArn, sessionName }: RoleSession): string {
  const [, partition, accountId, name] =
    /^arn:([^:]+):iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(roleArn)!;
  return `arn:${partition}:sts::${accountId}:assumed-role/${name}/${sessionName}`;
}
