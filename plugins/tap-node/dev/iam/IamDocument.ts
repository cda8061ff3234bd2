/** Values by condition operator and key, such as `StringEquals`, `iam:PassedToService`. */
export type IamCondition = Record<string, Record<string, string | string[]>>;

/** A statement of an identity-based policy, as TAP's documents use it. */
export interface IamStatement {
  Sid: string;
  Effect: 'Allow';
  Action: string[];
  Resource: string[];
  Condition?: IamCondition;
}

/**
 * An identity-based policy.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html}
 */
export interface IamPolicyDocument {
  Version: '2012-10-17';
  Statement: IamStatement[];
}

/** A trust policy with one statement. */
export interface IamTrustDocument {
  Version: '2012-10-17';
  Statement: [
    {
      Effect: 'Allow';
      Principal: { AWS: string } | { Service: string };
      Action: 'sts:AssumeRole';
      Condition: IamCondition;
    },
  ];
}

/** The documents of docs/iam, by file name without `.json`. */
export interface IamDocuments {
  'portal-role': IamPolicyDocument;
  'portal-role-trust': IamTrustDocument;
  'service-role': IamPolicyDocument;
  'service-role-trust': IamTrustDocument;
  boundary: IamPolicyDocument;
}
