import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  DriftReport,
  Environment,
  EnvironmentProgress,
  tapEnvironmentReadPermission,
} from '@tap/plugin-tap-common';
import { EnvironmentPermissions } from '../permissions/EnvironmentPermissions';
import { TapEngine } from '../TapEngine';
import { assertSignedIn } from './Initiator';

type SomeRef = { suffix: string; target?: string };

/**
 * Environments as somebody may see them: what may not be seen is not there.
 */
export class VisibleEnvironments {
  constructor(
    private readonly services: {
      auth: AuthService;
      engine: TapEngine;
      permissions: EnvironmentPermissions;
    },
  ) {}

  /** Those of one target, or of all. */
  async list(
    target: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<Environment[]> {
    const { engine } = this.services;
    const names =
      target === undefined
        ? engine.targets.map(({ name }) => name)
        : [engine.target(target).name];
    const listed = await Promise.all(names.map(name => engine.list(name)));
    return this.visible(listed.flat(), credentials);
  }

  /** @throws NotFoundError where there is none, or none that may be seen */
  async get(
    ref: SomeRef,
    credentials: BackstageCredentials,
  ): Promise<Environment> {
    const { engine } = this.services;
    const { name } = engine.target(ref.target);
    const found = await engine.get({ suffix: ref.suffix, target: name });
    const [visible] = await this.visible(found ? [found] : [], credentials);
    if (!visible) {
      throw new NotFoundError(
        `suffix: there is no environment '${ref.suffix}' on target '${name}'; nothing was done.`,
      );
    }
    return visible;
  }

  /** Empty where there is none, or none that may be seen. */
  async progress(
    ref: SomeRef,
    credentials: BackstageCredentials,
  ): Promise<EnvironmentProgress> {
    const { engine } = this.services;
    const progress = await engine.progress({
      suffix: ref.suffix,
      target: engine.target(ref.target).name,
    });
    const [visible] = await this.visible(
      progress.environment ? [progress.environment] : [],
      credentials,
    );
    return visible ? progress : { done: 0, total: 0, events: [] };
  }

  /** @throws NotFoundError where there is none, or none that may be seen */
  async drift(
    ref: SomeRef,
    credentials: BackstageCredentials,
  ): Promise<DriftReport> {
    const { suffix, target } = await this.get(ref, credentials);
    return this.services.engine.drift({ suffix, target });
  }

  private async visible(
    environments: Environment[],
    credentials: BackstageCredentials,
  ): Promise<Environment[]> {
    assertSignedIn(credentials, this.services.auth);
    return this.services.permissions.filter(
      tapEnvironmentReadPermission,
      environments,
      credentials,
    );
  }
}
