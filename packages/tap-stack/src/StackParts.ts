import type { Stack } from 'aws-cdk-lib';
import type { AccessLogBucket } from './AccessLogBucket';
import type { Bucket } from './Bucket';
import type { EncryptionKey } from './EncryptionKey';
import type { ResolvedProps } from './resolveProps';
import type { RoleDefaults } from './ServiceRole';

/** What every later part of the stack is built upon. */
export interface StackParts {
  stack: Stack;
  props: ResolvedProps;
  role: RoleDefaults;
  key: EncryptionKey;
  bucket: Bucket;
  accessLogs: AccessLogBucket;
}
