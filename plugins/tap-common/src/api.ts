import { z } from 'zod/v3';
import { Environment } from './environment';
import { EnvironmentPlan, PriceEstimate } from './plan';
import { ResourceProgress, StackOperation } from './progress';
import { Retention } from './retention';

/**
 * What tap-backend's routes answer, all under `/api/tap`:
 *
 * | route | answer |
 * | --- | --- |
 * | GET /options | {@link EnvironmentOptions} |
 * | GET /targets/:target/suffixes/:suffix | {@link SuffixAvailability} |
 * | GET /environments | `{ items: Environment[] }` |
 * | GET /environments/:target/:suffix | {@link Environment} |
 * | GET /environments/:target/:suffix/progress | {@link EnvironmentProgress} |
 * | POST /plan (EnvironmentRequestInput) | {@link EnvironmentPlan} |
 * | POST /environments/:target/:suffix/:operation (`OperationBody`) | 201 {@link StartedTask} where a task runs the operation, else {@link Environment}: see `OPERATIONS` in operations.ts |
 * | POST /environments/:target/:suffix/drift | `DriftReport` of drift.ts, or 202 `{ status: 'detecting' }` while it takes longer: ask again |
 *
 * Errors are Backstage's: `{ error: { name, message }, … }` with a 4xx for what the caller can mend.
 */

/** One size on offer, with what it is and costs. @public */
export interface SizeOption {
  name: string;
  instanceClass: string;
  vcpus: number;
  memoryGiB: number;
  storageGiB: number;
  multiAz: boolean;
  readReplicas: number;
  price: PriceEstimate | undefined;
}

/** One target on offer. @public */
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
}

/** Everything the request form needs to know. @public */
export interface EnvironmentOptions {
  targets: TargetOption[];
  engineVersions: string[];
  defaultEngineVersion: string;
  /** Entity ref of who asks, for prefilling the owner; undefined for services. */
  requester?: string;
  /** Entity refs that the requester may name as owner without typing: herself and her groups. */
  ownershipRefs: string[];
}

/** Whether a name can be had. @public */
export interface SuffixAvailability {
  available: boolean;
  /** Why not, in words. */
  reason?: string;
  /**
   * True where the name is taken by an environment that whoever asks may change, as it stands now: a request
   * changes it. Nothing is told of other people's environments.
   */
  canBeChanged?: boolean;
}

/** Live state of an environment, for polling. @public */
export interface EnvironmentProgress {
  /** Undefined before the stack exists and once it is gone. */
  environment?: Environment;
  operation?: StackOperation;
  /** Resources ended and in all, of the operation under way. */
  done: number;
  total: number;
  /** The newest events last, at most 200. */
  events: ResourceProgress[];
}

/** A scaffolder task that was started. @public */
export const startedTaskSchema = z.object({
  taskId: z.string().describe('ID of the scaffolder task'),
});

/** A scaffolder task that was started. @public */
export type StartedTask = z.output<typeof startedTaskSchema>;

/** Answer of the plan route. @public */
export type PlanAnswer = EnvironmentPlan;
