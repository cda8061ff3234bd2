/** One value or several, as IAM's JSON allows in most places. @public */
export type OneOrMany<T> = T | readonly T[];

/**
 * A statement of an IAM policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 *
 * @public
 */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: string;
  /** Only in trust policies and resource-based policies; `*` is every principal. */
  readonly Principal?: '*' | Readonly<Record<string, OneOrMany<string>>>;
  readonly Action: OneOrMany<string>;
  /** Absent in trust policies. */
  readonly Resource?: OneOrMany<string>;
  /** Values by condition operator and key. */
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, OneOrMany<string>>>>
  >;
}

/** An IAM policy document. @public */
export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: OneOrMany<PolicyStatement>;
}

/** A list of the values. */
export function many<T>(value: OneOrMany<T> | undefined): readonly T[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? value : [value as T];
}
