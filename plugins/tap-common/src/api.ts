import { z } from 'zod/v3';
import { Egress } from './egress';
import { Environment } from './environment';
import { EnvironmentPlan, PriceEstimate } from './plan';
import { ResourceProgress, StackOperation } from './progress';
import { Retention } from './retention';
import { RunningHours } from './uptime';

/**
 * Responses of the tap-backend routes, all under `/api/tap`:
 *
 * | route | response |
 * | --- | --- |
 * | GET /options | {@link EnvironmentOptions} |
 * | GET /targets/:target/suffixes/:suffix | {@link SuffixAvailability} |
 * | GET /environments | {@link EnvironmentList}, of the target in the query, or of all |
 * | GET /environments?limit=… (`environmentQuerySchema`) | {@link EnvironmentPage} |
 * | GET /environments/:target/:suffix | {@link Environment} |
 * | GET /environments/:target/:suffix/progress | {@link EnvironmentProgress} |
 * | GET /environments/:target/:suffix/resources | `{ items: EnvironmentResource[] }` of environmentResource.ts |
 * | GET /environments/:target/:suffix/health | `EnvironmentHealth` of health.ts |
 * | GET /environments/:target/:suffix/alarms | `{ items: AlarmState[] }` of alarms.ts, those in state ALARM first |
 * | GET /environments/:target/:suffix/operations | `{ items: OperationRecord[] }` of operationRecord.ts, newest first, also after the teardown; only those that the caller may read |
 * | GET /setup | `SetupReport` of setup.ts; requires the permission tap.setup.read |
 * | POST /plan (EnvironmentRequestInput) | {@link EnvironmentPlan} |
 * | POST /environments/:target/:suffix/:operation (`OperationBody`) | 201 {@link StartedTask} if a task runs the operation, else {@link Environment}: see `OPERATIONS` in operations.ts |
 * | POST /environments/:target/:suffix/drift | `DriftReport` of drift.ts, or 202 `{ status: 'detecting' }` while the detection runs: repeat the request |
 *
 * Errors are Backstage's: `{ error: { name, message }, … }` with a 4xx for what the caller can correct.
 */

/** What environments of a size cost that have an egress and a number of read replicas. @public */
export interface SizePrice {
  egress: Egress;
  readReplicas: number;
  /** US dollars a month. */
  monthlyUsd: number;
  /** US dollars of a month in which the database is stopped; absent with read replicas, with which RDS does not stop it. */
  stoppedMonthlyUsd?: number;
}

/** An available size with its specification and price. @public */
export interface SizeOption {
  name: string;
  instanceClass: string;
  vcpus: number;
  memoryGiB: number;
  storageGiB: number;
  multiAz: boolean;
  /** Number of read replicas that an environment has unless its request sets fewer. */
  readReplicas: number;
  /** Whether the databases accept IAM authentication. */
  iamAuthentication: boolean;
  /**
   * Why the region cannot host a new environment of the size, by major version of PostgreSQL. Contains only versions that
   * it cannot host; absent if AWS has not reported its offers.
   */
  unavailable?: Record<string, string>;
  /** Of a new environment; absent if an existing network or the stack module decides it. */
  egress?: Egress;
  /** Of a new environment that sets no read replicas. */
  price: PriceEstimate | undefined;
  /** List prices of its environments by egress and number of read replicas, as far as they are known. */
  prices: SizePrice[];
  /** Days that automated backups are kept if a request does not set them. */
  backupRetentionDays: Record<Retention, number>;
}

/** An available major version of PostgreSQL. @public */
export interface EngineVersionOption {
  version: string;
  /** When standard support of RDS ends, ISO 8601 date; undefined if AWS has not published it. */
  standardSupportEnd?: string;
}

/** An available target. @public */
export interface TargetOption {
  name: string;
  isDefault: boolean;
  accountId: string;
  region: string;
  /** In the order of the stack module and app-config, which is from small to large by convention. */
  sizes: SizeOption[];
  /** Name of the size that a new environment has where its request names none. */
  defaultSize: string;
  retentions: Retention[];
  /** Ranges, prefix lists and security groups that reach the databases, in addition to application and bastion. */
  reachableFrom: string[];
  /** Range of which each new environment gets a part, if there is one. */
  cidrPool?: string;
  /** Absent if the target offers only the uptime `always`. */
  runningHours?: RunningHours;
}

/** Options of the request form. @public */
export interface EnvironmentOptions {
  /** ID of this portal: environments of others are listed, and cannot be changed here. */
  portal: string;
  targets: TargetOption[];
  engineVersions: EngineVersionOption[];
  defaultEngineVersion: string;
  /** Entity ref of the caller, to prefill the owner; undefined for services, and for users who cannot be owners. */
  requester?: string;
  /** Entity refs that the form offers as owner: the requester and the requester's groups. */
  ownershipRefs: string[];
}

/** A target whose environments cannot be read at the moment. @public */
export const unreachableTargetSchema = z.object({
  target: z.string(),
  since: z
    .string()
    .describe('When a read of its environments first failed, ISO 8601'),
  cause: z.string(),
});

/** A target whose environments cannot be read at the moment. @public */
export type UnreachableTarget = z.output<typeof unreachableTargetSchema>;

/** The environments that the caller may read. @public */
export interface EnvironmentList {
  items: Environment[];
  /**
   * When the environments of each target were read, ISO 8601, by the name of the target. Later operations of this process are
   * included. A target that could not be read yet is absent, and its environments are missing in `items`.
   */
  readAt: Record<string, string>;
  /** Whether they, or their alarms, are being read again: a request some seconds later returns the result. */
  isBeingRead: boolean;
  /** Targets whose environments cannot be read at the moment. */
  unreachable: UnreachableTarget[];
  /**
   * Logical IDs of the alarms in state ALARM, by stack ARN; absent if there are none. Those of stopped environments are not
   * among them.
   */
  alarms?: Record<string, string[]>;
}

/** A value of a field, and how many environments have it. @public */
export interface EnvironmentFacet {
  value: string;
  count: number;
}

/** The values that the environments have, those of most environments first. @public */
export interface EnvironmentFacets {
  /** At most 200, and the one of the filter. */
  owner: EnvironmentFacet[];
  target: EnvironmentFacet[];
  size: EnvironmentFacet[];
  status: EnvironmentFacet[];
}

/** A page of the environments that the caller may read and that match a filter. @public */
export interface EnvironmentPage extends EnvironmentList {
  /** Number of environments that match the filter, on all pages. */
  totalItems: number;
  /** Number of environments without the filter. */
  allItems: number;
  /** List price of those that match, on all pages, in US dollars a month, as far as prices are known. */
  monthlyUsd: number;
  /** List prices of the page in US dollars a month, as far as they are known, by stack ARN. */
  prices: Record<string, number>;
  /** Of all environments without the filter. */
  facets: EnvironmentFacets;
}

/** Whether a name is available. @public */
export interface SuffixAvailability {
  available: boolean;
  /** Why it is not available. */
  reason?: string;
  /**
   * True if the name is taken by an environment that the caller may change in its current state: a request then changes
   * it. False for environments of other users.
   */
  canBeChanged?: boolean;
}

/** State of a DB instance as RDS reports it. @public */
export interface DatabaseProgress {
  /** Logical ID of the instance in the stack. */
  logicalId: string;
  /**
   * For example `backing-up`; see
   * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Status.html
   */
  status: string;
}

/** Live state of an environment, for polling. @public */
export interface EnvironmentProgress {
  /** Undefined before the stack exists and after it is deleted. */
  environment?: Environment;
  operation?: StackOperation;
  /** Number of finished resources, and of all resources, of the operation in progress. */
  done: number;
  total: number;
  /** At most 200 events, oldest first. */
  events: ResourceProgress[];
  /** The DB instances in progress whose state was read from RDS. */
  databases?: DatabaseProgress[];
  /**
   * Seconds that the operation in progress typically takes: the median of its last runs on environments of the same size and
   * target; before the first one, an estimate from the template, at the pace of the resources that are complete. Undefined for
   * updates, whose duration depends on the change.
   */
  typicalSeconds?: number;
}

/** A started scaffolder task. @public */
export const startedTaskSchema = z.object({
  taskId: z.string().describe('ID of the scaffolder task'),
});

/** A started scaffolder task. @public */
export type StartedTask = z.output<typeof startedTaskSchema>;

/** Response of the plan route. @public */
export type PlanAnswer = EnvironmentPlan;
