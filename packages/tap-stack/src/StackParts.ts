import type { Stack } from 'aws-cdk-lib';
import type { AccessLogBucket } from './storage/AccessLogBucket';
import type { Bucket } from './storage/Bucket';
import type { EncryptionKey } from './storage/EncryptionKey';
import type { ResolvedProps } from './props/ResolvedProps';
import type { RoleDefaults } from './services/ServiceRole';

/** What every later part of the stack is built upon. */
export interface StackParts {
  stack: Stack;
  props: ResolvedProps;
  role: RoleDefaults;
  key: EncryptionKey;
  bucket: Bucket;
  accessLogs: AccessLogBucket;
}
