import type { Egress } from './egress';
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
  replicaInstanceClass: string;
  backupRetentionDays: number;
  storageGiB: number;
  maxStorageGiB: number;
  /** Undefined if they are looked up in CDK's context. */
  availabilityZones: string[] | undefined;
  databaseZonePinned: boolean;
  bastionImageId: string | undefined;
  pinFromContext: boolean;
  network: ExistingNetwork | undefined;
  egress: Egress;
  reachableFrom: string[];
  vpcCidr: string;
  permissionsBoundaryArn: string | undefined;
  rolePath: string;
  alarmTopic: boolean;
  alarmTopicArn: string | undefined;
  /** Whether alarms and events of the environment are sent to the topic. */
  isOnCall: boolean;
  extendedSupport: boolean;
  /** The 30 minutes of this environment. */
  windows: DatabaseWindows;
  databaseParameters: Record<string, string>;
  extensions: string[];
  /** Connections that applications can open. */
  usableConnections: number;
  logRetentionDays: number;
  s3PrefixListId: string | undefined;
  deletionProtection: boolean;
  isSettled: boolean;
}
