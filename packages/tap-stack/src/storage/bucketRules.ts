import type { Statement } from '../services/ServiceRole';

/** Blocks public access to the buckets of the stack. */
export const BLOCK_PUBLIC_ACCESS = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

/** Denies requests without TLS. */
export function denyPlainHttp(bucketArn: string): Statement {
  return {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}
