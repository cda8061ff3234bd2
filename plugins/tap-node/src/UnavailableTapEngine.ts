import { ServiceUnavailableError } from '@backstage/errors';
import { TapEngine, TargetListing } from './TapEngine';

/**
 * The engine of a portal whose stack module cannot be loaded. Every call fails with a ServiceUnavailableError, as if no
 * target could be reached. Therefore, readers keep what they know: the catalog removes no environment.
 */
export class UnavailableTapEngine implements TapEngine {
  static create(options: {
    portal: string;
    targetNames: string[];
    reason: string;
  }): UnavailableTapEngine {
    const { portal, reason, targetNames } = options;
    return new UnavailableTapEngine(portal, targetNames, reason);
  }

  readonly list = this.reject;
  readonly get = this.reject;
  readonly getByStackId = this.reject;
  readonly progress = this.reject;
  readonly resources = this.reject;
  readonly alarms = this.reject;
  readonly inAlarm = this.reject;
  readonly health = this.reject;
  readonly databaseStatus = this.reject;
  readonly plan = this.reject;
  readonly drift = this.reject;
  readonly price = this.reject;
  readonly unavailable = this.reject;
  readonly check = this.reject;
  readonly standing = this.reject;
  readonly target = this.throw;
  readonly egress = this.throw;
  readonly backupRetentionDays = this.throw;
  readonly run = this.end;
  readonly follow = this.end;
  private readonly since = new Date().toISOString();

  private constructor(
    readonly portal: string,
    readonly targetNames: readonly string[],
    readonly unavailableReason: string,
  ) {}

  get targets(): never {
    return this.throw();
  }

  async lastListing(): Promise<TargetListing> {
    return {
      environments: [],
      isBeingRead: false,
      unreachable: { since: this.since, cause: this.error().message },
    };
  }

  private error(): Error {
    return new ServiceUnavailableError(
      `The portal cannot load its stack module. ${this.unavailableReason}`,
    );
  }

  private throw(): never {
    throw this.error();
  }

  private async reject(): Promise<never> {
    return this.throw();
  }

  // eslint-disable-next-line require-yield -- an operation that fails before its first event
  private async *end(): AsyncGenerator<never, never, undefined> {
    return this.throw();
  }
}
