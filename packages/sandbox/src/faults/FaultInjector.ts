import { AwsError } from '../protocol/AwsError';
import { ActiveFault, Fault, FailResource } from './Fault';
import { checkFault } from './checkFault';
import { createRandom } from './createRandom';
import { TokenBucket } from './TokenBucket';

/** The effect of faults on one API call. @public */
export interface CallPlan {
  throttled: boolean;
  drop: 'before' | 'after' | undefined;
  error: AwsError | undefined;
  delay(): Promise<void>;
}

/** The resource that is about to change. @public */
export interface FaultTarget {
  stackName: string;
  logicalId: string;
  type: string;
  action: FailResource['action'];
}

/**
 * Injects the scripted faults of a sandbox and counts their hits. Seeded, so
 * that a run can be repeated.
 *
 * @public
 */
export class FaultInjector {
  private active: (ActiveFault & { buckets: Map<string, TokenBucket> })[] = [];
  private nextId = 1;
  private random: () => number;
  private readonly hitsByKind: Record<string, number> = {};

  constructor(seed: number = 1) {
    this.random = createRandom(seed);
  }

  /** Restarts the random sequence with a seed. */
  seed(seed: number): void {
    this.random = createRandom(seed);
  }

  /**
   * Activates a fault.
   *
   * @returns its ID, for {@link FaultInjector.remove}
   * @throws TypeError for an invalid fault
   */
  add(fault: Fault): string {
    checkFault(fault);
    const id = `fault-${this.nextId++}`;
    this.active.push({ id, fault, hits: 0, buckets: new Map() });
    return id;
  }

  remove(id: string): void {
    this.active = this.active.filter(entry => entry.id !== id);
  }

  clear(): void {
    this.active = [];
  }

  list(): ActiveFault[] {
    return this.active.map(({ id, fault, hits }) => ({ id, fault, hits }));
  }

  /** Hits by kind since the start, including cleared faults. */
  hits(): Record<string, number> {
    return { ...this.hitsByKind };
  }

  /** The effect of the faults on a call of this operation. */
  planCall(operation: string, accountId: string): CallPlan {
    const plan = { throttled: false, drop: undefined, error: undefined };
    const calls = this.active.filter(({ fault }) =>
      matchesCall(fault, operation, accountId),
    );
    if (this.throttles(calls, accountId)) {
      return { ...plan, throttled: true, delay: async () => {} };
    }
    const late = this.first(calls, 'late');
    const drop = this.first(calls, 'drop');
    const error = drop ? undefined : this.first(calls, 'error');
    return {
      throttled: false,
      drop: drop?.when,
      error:
        error &&
        new AwsError(
          error.code ?? 'InternalFailure',
          error.message ?? 'An internal error occurred',
          error.httpStatus ?? 500,
        ),
      delay: () =>
        new Promise(resolve => {
          setTimeout(resolve, late?.milliseconds ?? 0);
        }),
    };
  }

  /** Age in seconds of the data that this read returns; usually 0. */
  staleness(operation: string, accountId: string): number {
    const calls = this.active.filter(({ fault }) =>
      matchesCall(fault, operation, accountId),
    );
    return this.first(calls, 'stale')?.seconds ?? 0;
  }

  /** The fault that makes this change of a resource fail, if any. */
  failure(target: FaultTarget): FailResource | undefined {
    const candidates = this.active.filter(({ fault }) =>
      matchesResource(fault, target),
    );
    return this.first(candidates, 'failResource');
  }

  private throttles(
    calls: FaultInjector['active'],
    accountId: string,
  ): boolean {
    const throttled = calls.filter(entry => {
      if (entry.fault.kind !== 'throttle') {
        return false;
      }
      let bucket = entry.buckets.get(accountId);
      if (!bucket) {
        bucket = new TokenBucket(entry.fault.callsPerSecond);
        entry.buckets.set(accountId, bucket);
      }
      return !bucket.take();
    });
    throttled.forEach(entry => this.hit(entry));
    return throttled.length > 0;
  }

  private first<K extends Fault['kind']>(
    entries: FaultInjector['active'],
    kind: K,
  ): Extract<Fault, { kind: K }> | undefined {
    for (const entry of entries) {
      const { fault } = entry;
      const { count = Infinity, probability = 1 } = fault;
      if (
        fault.kind === kind &&
        entry.hits < count &&
        this.random() < probability
      ) {
        this.hit(entry);
        return fault as Extract<Fault, { kind: K }>;
      }
    }
    return undefined;
  }

  private hit(entry: ActiveFault): void {
    entry.hits += 1;
    const { kind } = entry.fault;
    this.hitsByKind[kind] = (this.hitsByKind[kind] ?? 0) + 1;
  }
}

function matchesCall(
  fault: Fault,
  operation: string,
  accountId: string,
): boolean {
  return (
    fault.kind !== 'failResource' &&
    new RegExp(fault.operation ?? '').test(operation) &&
    (fault.accountId ?? accountId) === accountId
  );
}

function matchesResource(fault: Fault, target: FaultTarget): boolean {
  return (
    fault.kind === 'failResource' &&
    fault.action === target.action &&
    new RegExp(fault.stack ?? '').test(target.stackName) &&
    (fault.logicalId ?? target.logicalId) === target.logicalId &&
    new RegExp(fault.logicalIdPattern ?? '').test(target.logicalId) &&
    (fault.type ?? target.type) === target.type
  );
}
