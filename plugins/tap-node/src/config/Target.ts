import { Retention, SizeName } from '@tap/plugin-tap-common';
import type { SizeSpec } from '@tap/stack/sizes';

/** An account and region, as app-config's `tap.targets` tells it. @public */
export interface Target {
  name: string;
  isDefault: boolean;
  accountId: string;
  region: string;
  /** Only for the sandbox: the endpoint of every AWS service. */
  endpoint?: string;
  sizes: SizeName[];
  retentions: Retention[];
  /** What each size means on this target. */
  sizeSpecs: Record<SizeName, SizeSpec>;
  /** Overrides of the database's parameter group. */
  databaseParameters: Record<string, string>;
  /** Extra stack tags. */
  tags: Record<string, string>;
  /** CloudFormation service role. */
  serviceRoleArn?: string;
  permissionsBoundaryArn?: string;
  rolePath?: string;
  /** Most calls per second to CloudFormation on this account and region. */
  callsPerSecond: number;
}
