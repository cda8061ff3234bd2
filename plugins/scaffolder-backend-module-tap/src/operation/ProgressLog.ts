import {
  isCausalFailure,
  plainText,
  ProgressEvent,
  ResourceProgress,
  resourceState,
} from '@tap/plugin-tap-common';
import { progressText } from './progressText';

/** A line of the task log. */
export interface LogLine {
  level: 'info' | 'warn';
  text: string;
}

/** Types of resources whose completion is logged. */
const IMPORTANT_TYPES = new Set([
  'AWS::EC2::Instance',
  'AWS::EC2::NatGateway',
  'AWS::EC2::VPC',
  'AWS::KMS::Key',
  'AWS::Lambda::Function',
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBParameterGroup',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
]);

/** Types that take minutes, so that their start is logged as well. */
const SLOW_TYPES = new Set(['AWS::RDS::DBInstance']);

const STACK_TYPE = 'AWS::CloudFormation::Stack';

/** The reason that CloudFormation returns for requested operations. It is not logged. */
const REQUESTED = 'User Initiated';

/** Maximum number of progress lines and failure lines per run. */
const MAX_ROUTINE_LINES = 100;
const MAX_FAILURE_LINES = 30;

/**
 * Condenses the hundreds of events of a deployment into at most about 130 log lines. Each line is a row in the scaffolder's
 * database that is never purged.
 */
export class ProgressLog {
  private routineLines = 0;
  private failureLines = 0;
  private decile = 0;
  private silentTicks = 0;
  private nextHeartbeat = 2;
  private done = 0;
  private total = 0;
  private readonly logged = new Set<string>();
  private readonly inProgress = new Map<string, ResourceProgress>();

  /** Returns the lines for an event, often none. */
  add(event: ProgressEvent): LogLine[] {
    switch (event.type) {
      case 'resource':
        return this.resource(event);
      case 'notice':
        return this.once(event.message) ? this.routine(event.message) : [];
      default:
        return this.always(progressText(event));
    }
  }

  /**
   * Call once a minute. Returns a line with the resources in progress after 2 minutes without a line, then after 4, 8, 16 …
   */
  heartbeat(): LogLine[] {
    this.silentTicks += 1;
    if (this.silentTicks < this.nextHeartbeat) {
      return [];
    }
    const next = this.nextHeartbeat * 2;
    const lines = this.routine(this.waitingText());
    this.nextHeartbeat = next;
    return lines;
  }

  private resource(event: ResourceProgress): LogLine[] {
    this.remember(event);
    if (event.resourceType === STACK_TYPE) {
      return this.stack(event);
    }
    if (resourceState(event.status) === 'failed') {
      return this.failure(event);
    }
    return [...this.milestone(event), ...this.share()];
  }

  private stack(event: ResourceProgress): LogLine[] {
    const { reason, status } = event;
    return reason && reason !== REQUESTED && this.once(`${status} ${reason}`)
      ? this.routine(progressText(event))
      : [];
  }

  private remember(event: ResourceProgress) {
    this.done = event.done;
    this.total = event.total;
    if (event.resourceType === STACK_TYPE) {
      return;
    }
    if (resourceState(event.status) === 'busy') {
      this.inProgress.set(event.logicalId, event);
    } else {
      this.inProgress.delete(event.logicalId);
    }
  }

  private milestone(event: ResourceProgress): LogLine[] {
    const isStart = resourceState(event.status) === 'busy';
    const types = isStart ? SLOW_TYPES : IMPORTANT_TYPES;
    return types.has(event.resourceType) &&
      this.once(`${event.logicalId} ${event.status}`)
      ? this.routine(progressText(event))
      : [];
  }

  private share(): LogLine[] {
    const decile = this.total && Math.floor((10 * this.done) / this.total);
    if (decile <= this.decile) {
      return [];
    }
    this.decile = decile;
    return this.routine(
      `${decile * 10}%: ${this.done} of ${this.total} resources`,
    );
  }

  private failure(event: ResourceProgress): LogLine[] {
    if (!isCausalFailure(event)) {
      return [];
    }
    if (this.failureLines >= MAX_FAILURE_LINES) {
      return [];
    }
    this.failureLines += 1;
    this.resetHeartbeat();
    return [{ level: 'warn', text: progressText(event) }];
  }

  private routine(text: string): LogLine[] {
    if (this.routineLines >= MAX_ROUTINE_LINES) {
      return [];
    }
    this.routineLines += 1;
    return this.always(text);
  }

  private always(text: string): LogLine[] {
    this.resetHeartbeat();
    return [{ level: 'info', text: plainText(text) }];
  }

  private resetHeartbeat() {
    this.silentTicks = 0;
    this.nextHeartbeat = 2;
  }

  private once(key: string): boolean {
    const isNew = !this.logged.has(key);
    this.logged.add(key);
    return isNew;
  }

  private waitingText(): string {
    const names = [...this.inProgress.keys()];
    const waiting = names.length
      ? `Waiting for ${names.slice(0, 3).join(', ')}${
          names.length > 3 ? ` and ${names.length - 3} more` : ''
        }`
      : 'Waiting for CloudFormation';
    return this.total
      ? `${waiting} (${this.done} of ${this.total} resources done)`
      : waiting;
  }
}
