import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { SetupFinding, SetupReport } from '@tap/plugin-tap-common';
import { EnvironmentService } from '@tap/plugin-tap-node';
import { FirstWarnings } from '../logging/FirstWarnings';
import { checkConfiguration } from './checkConfiguration';
import { checkEntityRefs, EntityRefsOptions } from './checkEntityRefs';
import { checkEventsBackend, EventsBackendOptions } from './checkEventsBackend';
import { checkTargets } from './checkTargets';

/** Options of {@link SetupCheck}. */
export interface SetupCheckOptions
  extends EntityRefsOptions,
    EventsBackendOptions {
  environments: EnvironmentService;
  logger: LoggerService;
}

/**
 * Finds what is wrong with the installation and the configuration of the portal although the back end runs. Each problem
 * is logged once by each process, when it is found first.
 */
export class SetupCheck {
  private readonly warnings: FirstWarnings;
  /** The running check, which concurrent callers share. */
  private running: Promise<SetupReport> | undefined;

  constructor(private readonly options: SetupCheckOptions) {
    this.warnings = new FirstWarnings(options.logger);
  }

  /** Runs all checks. */
  run(): Promise<SetupReport> {
    this.running ??= this.check().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** Logs what can be found at the start, without calls to AWS and the catalog. */
  async start(): Promise<void> {
    const findings = await this.checkPortal();
    findings.forEach(finding => this.warn(finding));
  }

  private async check(): Promise<SetupReport> {
    const { environments } = this.options;
    const [ofPortal, targets] = await Promise.all([
      this.checkPortal(),
      // All targets fail for the reason that the configuration has.
      environments.unavailableReason() === undefined
        ? checkTargets(environments)
        : { environments: [], findings: [] },
    ]);
    const ofRefs = await this.tried(() =>
      checkEntityRefs(targets.environments, this.options),
    );
    const findings = [...ofPortal, ...targets.findings, ...ofRefs];
    findings.forEach(finding => this.warn(finding));
    this.warnings.keepOnly(findings.map(keyOf));
    return { checkedAt: new Date().toISOString(), findings };
  }

  private async checkPortal(): Promise<SetupFinding[]> {
    return [
      ...checkConfiguration(this.options.environments),
      ...(await this.tried(() => checkEventsBackend(this.options))),
    ];
  }

  /** A check that fails finds nothing: the catalog or the event bus may be starting. */
  private async tried(
    check: () => Promise<SetupFinding[]>,
  ): Promise<SetupFinding[]> {
    try {
      return await check();
    } catch (error) {
      this.options.logger.debug(
        'A check of the setup failed. The next pass tries again.',
        toError(error),
      );
      return [];
    }
  }

  private warn(finding: SetupFinding): void {
    const { action, text } = finding;
    this.warnings.warn(keyOf(finding), `${text} ${action}`);
  }
}

/** Identifies a problem, whose text can contain another cause at each check. */
function keyOf({ code, entityRef, target }: SetupFinding): string {
  return [code, target, entityRef].filter(Boolean).join(' ');
}
