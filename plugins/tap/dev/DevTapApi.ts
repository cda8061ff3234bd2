import { NotImplementedError } from '@backstage/errors';
import {
  DriftReport,
  EnvironmentProgress,
  EnvironmentQuery,
} from '@tap/plugin-tap-common';
import { TapApi } from '../src/api';
import { listing } from '../src/__testUtils__/listing';
import {
  sampleEnvironment,
  sampleEvent,
  sampleOptions,
} from '../src/__testUtils__/samples';

/** A back end with one constant environment, for the development of pages. */
export class DevTapApi implements TapApi {
  private environment = sampleEnvironment();

  getOptions = async () => sampleOptions();

  getSuffixAvailability = async ({ suffix }: { suffix: string }) =>
    suffix === this.environment.suffix
      ? { available: false, reason: `${suffix} is taken` }
      : { available: true };

  listEnvironments = (query: EnvironmentQuery) =>
    listing([this.environment])(query);

  getEnvironment = async () => this.environment;

  getProgress = async (): Promise<EnvironmentProgress> => ({
    environment: this.environment,
    done: 0,
    total: 0,
    events: [sampleEvent('Database', 'CREATE_COMPLETE')],
  });

  getResources = async () => [];

  getAlarms = async () => [];

  getHealth = async () => ({ databases: [] });

  getOperations = async () => [];

  getSetup = async () => ({
    checkedAt: new Date().toISOString(),
    findings: [],
  });

  plan = async () => {
    throw new NotImplementedError('There is no scaffolder in this app.');
  };

  run = (async (operation, _ref, body) => {
    const { expiresIn, owner } = body as { expiresIn?: string; owner?: string };
    this.environment = {
      ...this.environment,
      ...(owner && { owner }),
      ...(expiresIn && {
        expiresAt: new Date(Date.now() + 7 * 86_400_000).toISOString(),
      }),
    };
    return operation === 'teardown' ? { taskId: 'none' } : this.environment;
  }) as TapApi['run'];

  detectDrift = async (): Promise<DriftReport> => ({
    status: 'in-sync',
    checkedAt: new Date().toISOString(),
    resources: [],
  });
}
