/** A statement of an IAM policy, as TAP's documents use it. */
export interface IamStatement {
  Sid: string;
  Effect: 'Allow';
  /** Only in trust policies. */
  Principal?: { AWS: string } | { Service: string };
  Action: string[];
  /** Absent in trust policies. */
  Resource?: string[];
  /** Values by condition operator and key, such as `StringEquals`, `iam:PassedToService`. */
  Condition?: Record<string, Record<string, string | string[]>>;
}

/**
 * An IAM policy document.
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html}
 */
export interface IamDocument {
  Version: '2012-10-17';
  Statement: IamStatement[];
}

/** The documents of docs/iam, by file name without `.json`. */
export type IamDocumentName =
  | 'portal-role'
  | 'portal-role-trust'
  | 'service-role'
  | 'service-role-trust'
  | 'boundary';
