import { PolicyDocument } from './PolicyDocument';

/** A role whose permissions the sandbox enforces. @public */
export interface IamRole {
  /** For example `arn:aws:iam::111122223333:role/tap-portal`. */
  arn: string;
  /** Identity-based policies. */
  policies: readonly PolicyDocument[];
  /** Who can assume the role. */
  trust: PolicyDocument;
  /** The permissions boundary. */
  boundary?: PolicyDocument;
}

/** The roles of all accounts. @public */
export interface IamOptions {
  roles: readonly IamRole[];
  /**
   * ARN of the role that calls, by access key ID, for clients that do not
   * assume it. Other access keys are those of the account's root user, which
   * may do everything.
   */
  callers?: Readonly<Record<string, string>>;
}
