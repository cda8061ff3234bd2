import type { EngineVersion } from './engineVersion';
import type { SizeSpec, StackRetention } from './sizes';
import type { DatabaseWindows, ExistingNetwork } from './TapStackProps';

/** {@link TapStackProps}, validated and with defaults. */
export interface ResolvedProps {
  suffix: string;
  size: SizeSpec;
  retention: StackRetention;
  engineVersion: EngineVersion;
  replicaEngineVersion: EngineVersion;
  backupRetentionDays: number;
  storageGiB: number;
  maxStorageGiB: number;
  /** Undefined if they are looked up in CDK's context. */
  availabilityZones: string[] | undefined;
  databaseZonePinned: boolean;
  bastionImageId: string | undefined;
  pinFromContext: boolean;
  network: ExistingNetwork | undefined;
  vpcCidr: string;
  permissionsBoundaryArn: string | undefined;
  rolePath: string;
  alarmTopic: boolean;
  extendedSupport: boolean;
  /** The 30 minutes of this environment. */
  windows: DatabaseWindows;
  databaseParameters: Record<string, string>;
  s3PrefixListId: string | undefined;
  deletionProtection: boolean;
  finalSnapshot: boolean;
}
