import type { Stack } from 'aws-cdk-lib';
import type { AccessLogBucket } from './storage/AccessLogBucket';
import type { Bucket } from './storage/Bucket';
import type { EncryptionKey } from './storage/EncryptionKey';
import type { ResolvedProps } from './props/ResolvedProps';
import type { RoleDefaults } from './services/ServiceRole';

/** The parts that later parts of the stack depend on. */
export interface StackParts {
  stack: Stack;
  props: ResolvedProps;
  role: RoleDefaults;
  key: EncryptionKey;
  bucket: Bucket;
  accessLogs: AccessLogBucket;
}
