import { SeededRandom } from '../SeededRandom';

/** A request of a lifecycle. */
export type Step =
  | { kind: 'create'; size: Size; retention: 'destroy' | 'snapshot' }
  /** A creation whose task is cancelled after a delay. */
  | { kind: 'cancelledCreate'; size: Size; afterSeconds: number }
  | { kind: 'update'; values: Record<string, unknown> }
  | { kind: 'extend'; expiresIn: string }
  | { kind: 'teardown' };

type Size = 'micro' | 'small';

/** A resource that fails once. */
export interface PlannedFailure {
  action: 'create' | 'update' | 'delete';
  type: string;
  reason: string;
}

/** The plan of one environment, from its creation to its end. */
export interface LifecyclePlan {
  suffix: string;
  /** Seconds after the start of the previous lifecycle. */
  pauseSeconds: number;
  steps: Step[];
  failures: PlannedFailure[];
}

const CREATE_FAILURES = [
  { type: 'AWS::RDS::DBInstance', reason: 'Insufficient capacity' },
  { type: 'AWS::EC2::Instance', reason: 'Insufficient instance capacity' },
  { type: 'AWS::KMS::Key', reason: 'Rate exceeded' },
];

/**
 * Draws the lifecycles of a campaign: each creates an environment, most change or extend it, nearly all tear it down.
 * Some fail, some are cancelled.
 */
export function planLifecycles(
  count: number,
  random: SeededRandom,
): LifecyclePlan[] {
  return Array.from({ length: count }, (_, index) =>
    planLifecycle(index, random.fork()),
  );
}

function planLifecycle(index: number, random: SeededRandom): LifecyclePlan {
  const size = random.chance(0.85) ? 'micro' : 'small';
  const failures: PlannedFailure[] = [];
  const steps: Step[] = [];
  if (random.chance(0.08)) {
    steps.push({
      kind: 'cancelledCreate',
      size,
      afterSeconds: random.between(1, 10),
    });
  }
  if (random.chance(0.12)) {
    failures.push({ action: 'create', ...random.pick(CREATE_FAILURES) });
  }
  const retention = random.chance(0.9) ? 'destroy' : 'snapshot';
  steps.push({ kind: 'create', size, retention });
  if (random.chance(0.35)) {
    steps.push({ kind: 'update', values: changedValues(size, random) });
    if (random.chance(0.15)) {
      failures.push({
        action: 'update',
        type: 'AWS::SSM::Parameter',
        reason: 'Too many updates',
      });
    }
  }
  if (random.chance(0.25)) {
    steps.push({
      kind: 'extend',
      expiresIn: random.pick(['1d', '2d', '3w']),
    });
  }
  if (random.chance(0.9)) {
    steps.push({ kind: 'teardown' });
    if (random.chance(0.08)) {
      failures.push({
        action: 'delete',
        type: 'AWS::EC2::VPC',
        reason: 'The vpc has dependencies and cannot be deleted',
      });
    }
  }
  return {
    suffix: `chaos-${index + 1}`,
    pauseSeconds: random.between(0, 3),
    steps,
    failures,
  };
}

function changedValues(
  size: Size,
  random: SeededRandom,
): Record<string, unknown> {
  return random.pick<Record<string, unknown>>([
    { size, description: 'Changed by the campaign' },
    { size, backupRetentionDays: 9 },
    { size: size === 'micro' ? 'small' : 'micro' },
  ]);
}
